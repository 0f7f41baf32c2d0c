// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.Diagnostic.Severity;

/** A policy that others make superfluous. */
final class RedundantPolicy implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "redundant-policy",
          Severity.NOTE,
          Needs.POLICIES,
          "a policy that changes nothing",
          "Its pods are isolated by other policies as well, and each of its rules "
              + "admits only what theirs admit, in every cluster. Removing it would change "
              + "nothing.",
          "remove it, or narrow the others if they were too wide");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    Redundancy redundancy = new Redundancy(linted);
    for (LintedPolicy linting : linted.policies()) {
      redundancy
          .of(linting)
          .ifPresent(
              others ->
                  findings.add(
                      linting.policy().at(),
                      linting.id() + ": changes nothing beside " + String.join(", ", others)));
    }
  }
}
