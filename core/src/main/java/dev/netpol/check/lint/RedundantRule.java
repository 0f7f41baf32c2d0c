// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.Diagnostic.Severity;

/** A rule that another makes superfluous. */
final class RedundantRule implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "redundant-rule",
          Severity.NOTE,
          Needs.POLICIES,
          "a rule that admits nothing that another rule does not",
          "Whatever it admits, another rule for the same pods admits, too, in every "
              + "cluster. It does no harm, but who removes it to close something will be "
              + "surprised.",
          "remove it, or narrow the other rule if that was too wide");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    Redundancy redundancy = new Redundancy(linted);
    for (LintedPolicy linting : linted.policies()) {
      if (redundancy.of(linting).isEmpty()) {
        for (LintedRule rule : linting.rules()) {
          redundancy
              .of(rule)
              .ifPresent(
                  wider -> findings.add(rule.at(), rule + ": " + wider + " admits all of it"));
        }
      }
    }
  }
}
