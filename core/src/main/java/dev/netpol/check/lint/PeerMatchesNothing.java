// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.check.lint.Unmatched.Reason;
import dev.netpol.model.Diagnostic.Severity;

/** A peer that is nobody. */
final class PeerMatchesNothing implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "peer-matches-nothing",
          Severity.WARNING,
          Needs.SNAPSHOT,
          "a peer that matches no pod",
          "The entry admits nothing, and what it was written for stays closed. Mostly "
              + "a label was renamed or misspelled; namespaces do not have a label name "
              + "unless somebody set it.",
          "correct the labels, or remove the entry");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    for (Selection selection : linted.selections()) {
      if (!selection.isSubject()) {
        Unmatched.of(linted.members(), selection)
            .filter(it -> it.reason() == Reason.NO_POD || it.reason() == Reason.NO_NAMESPACE)
            .ifPresent(it -> findings.absent(selection.at(), it.message(selection), it.mend(RULE)));
      }
    }
  }
}
