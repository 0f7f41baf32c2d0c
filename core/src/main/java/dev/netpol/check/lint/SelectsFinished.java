// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.check.lint.Unmatched.Reason;
import dev.netpol.model.Diagnostic.Severity;

/** Pods that are not there any more. */
final class SelectsFinished implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "selects-finished",
          Severity.WARNING,
          Needs.SNAPSHOT,
          "a selector that matches only finished pods",
          "A pod that succeeded or failed has no network any more, and its address "
              + "may belong to another pod.",
          "remove it, or select the pods of the next run by labels of the Job's " + "template");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    for (Selection selection : linted.selections()) {
      Unmatched.of(linted.members(), selection, Reason.FINISHED)
          .ifPresent(it -> findings.absent(selection.at(), it.message(selection), it.mend(RULE)));
    }
  }
}
