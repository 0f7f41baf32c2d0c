// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.Diagnostic.Severity;

/** A policy for a namespace that is not there. */
final class UnknownNamespace implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "unknown-namespace",
          Severity.WARNING,
          Needs.SNAPSHOT,
          "a policy for a namespace that the snapshot does not know",
          "A policy selects pods of its own namespace only. If the namespace is not "
              + "there, the policy cannot be applied, or it was written for another "
              + "cluster.",
          "correct metadata.namespace, or add the namespace's objects to the snapshot");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    for (LintedPolicy linting : linted.policies()) {
      if (!linted.members().knows(linting.policy().namespace())) {
        findings.absent(
            linting.at("metadata", "namespace"),
            linting.id() + ": there is no namespace " + linting.policy().namespace(),
            RULE.mend());
      }
    }
  }
}
