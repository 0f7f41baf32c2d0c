// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.Diagnostic.Severity;
import dev.netpol.model.Direction;
import java.util.List;

/** Rules for a direction that policyTypes leaves out: legal, and of no effect. */
final class RulesWithoutType implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "rules-without-type",
          Severity.ERROR,
          Needs.POLICIES,
          "rules for a direction that policyTypes leaves out",
          "policyTypes decides which directions a policy isolates. Rules for another "
              + "direction are accepted by the API server and ignored: the policy neither "
              + "isolates the pods in that direction nor admits anything.",
          "add the direction to policyTypes, or remove the rules");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    for (LintedPolicy linting : linted.policies()) {
      for (Direction direction : Direction.values()) {
        List<LintedRule> rules = linting.rules(direction);
        if (!linting.policy().isolates(direction)
            && !rules.stream().allMatch(RulesWithoutType::admitsAll)) {
          String field = LintedPolicy.field(direction);
          findings.add(
              linting.at(field),
              linting.id()
                  + ": has "
                  + field
                  + " rules, but policyTypes lacks "
                  + direction.policyType()
                  + ": they are ignored, and this policy does not isolate "
                  + field);
        }
      }
    }
  }

  /** What is open without isolation, too. */
  private static boolean admitsAll(LintedRule rule) {
    return rule.peers().isEmpty() && rule.ports().isEmpty();
  }
}
