// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.Diagnostic.Severity;
import dev.netpol.model.Direction;

/** A deny-all that an allow-all makes void. */
final class DenyAllVoid implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "deny-all-void",
          Severity.WARNING,
          Needs.POLICIES,
          "an allow-all for pods that another policy denies everything",
          "Policies only add up: what one admits, no other can deny. Where one policy "
              + "admits everything to all pods of a namespace, a deny-all beside it denies "
              + "nothing.",
          "remove the one that is not meant");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    for (LintedPolicy closed : linted.all().toList()) {
      for (Direction direction : closed.policy().policyTypes()) {
        if (closed.policy().rules(direction).isEmpty()) {
          linted
              .isolatingAll(closed.policy(), direction)
              .forEach(open -> inspect(open, closed, direction, linted, findings));
        }
      }
    }
  }

  private static void inspect(
      LintedPolicy open,
      LintedPolicy closed,
      Direction direction,
      Linted linted,
      Findings findings) {
    for (LintedRule rule : open.rules(direction)) {
      if (rule.peers().isEmpty() && rule.ports().isEmpty()) {
        if (linted.policies().contains(open)) {
          findings.add(
              rule.at(), rule + ": admits everything, so that " + closed.id() + " denies nothing");
        } else if (linted.policies().contains(closed)) {
          findings.add(
              closed.policy().at(),
              closed.id() + ": denies nothing: " + rule + " admits everything");
        }
      }
    }
  }
}
