// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.check.lint.Unmatched.Reason;
import dev.netpol.model.Diagnostic.Severity;

/** Pods that are in another namespace than the policy looks in. */
final class OtherNamespace implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "other-namespace",
          Severity.WARNING,
          Needs.SNAPSHOT,
          "a podSelector whose pods are in another namespace",
          "A podSelector without namespaceSelector means pods of the policy's own "
              + "namespace, as does the policy's podSelector. Those that were meant are "
              + "elsewhere.",
          "add a namespaceSelector to the same entry, or move the policy");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    for (Selection selection : linted.selections()) {
      Unmatched.of(linted.members(), selection, Reason.OTHER_NAMESPACE)
          .ifPresent(it -> findings.absent(selection.at(), it.message(selection), it.mend(RULE)));
    }
  }
}
