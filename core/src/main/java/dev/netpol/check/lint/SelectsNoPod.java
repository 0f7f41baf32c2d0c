// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.check.lint.Unmatched.Reason;
import dev.netpol.model.Diagnostic.Severity;

/** A policy that is about nobody. */
final class SelectsNoPod implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "selects-no-pod",
          Severity.WARNING,
          Needs.SNAPSHOT,
          "a policy that selects no pod",
          "Its podSelector matches none of the pods that are there, nor any that a "
              + "controller would make: it protects nothing. Mostly a label was renamed or "
              + "misspelled.",
          "correct the labels, or remove the policy");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    for (Selection selection : linted.selections()) {
      if (selection.isSubject()) {
        Unmatched.of(linted.members(), selection, Reason.NO_POD)
            .ifPresent(it -> findings.absent(selection.at(), it.message(selection), it.mend(RULE)));
      }
    }
  }
}
