// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.Diagnostic.Severity;

/** A policy that does not say where it belongs. */
final class NamespaceOmitted implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "namespace-omitted",
          Severity.NOTE,
          Needs.POLICIES,
          "a policy without metadata.namespace",
          "kubectl puts it into the namespace of its current context. Read from a "
              + "file it counts as being in the namespace default, which may not be what "
              + "gets applied.",
          "write metadata.namespace");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    for (LintedPolicy linting : linted.policies()) {
      if (linting.manifest().filter(it -> !it.has("metadata", "namespace")).isPresent()) {
        findings.add(
            linting.policy().at(), linting.id() + ": no namespace is written; default is assumed");
      }
    }
  }
}
