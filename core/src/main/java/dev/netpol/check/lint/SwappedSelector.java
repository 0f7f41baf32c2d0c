// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.check.lint.Unmatched.Reason;
import dev.netpol.model.Diagnostic.Severity;

/** Labels of pods in a namespaceSelector, or the other way round. */
final class SwappedSelector implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "swapped-selector",
          Severity.WARNING,
          Needs.SNAPSHOT,
          "labels of namespaces in a podSelector, or of pods in a namespaceSelector",
          "The two selectors look at different objects. A namespaceSelector is "
              + "compared with the labels of the namespace itself, never with those of its "
              + "pods.",
          "use the other selector");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    for (Selection selection : linted.selections()) {
      Unmatched.of(linted.members(), selection, Reason.SWAPPED)
          .ifPresent(it -> findings.absent(selection.at(), it.message(selection), it.mend(RULE)));
    }
  }
}
