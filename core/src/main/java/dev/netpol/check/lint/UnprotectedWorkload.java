// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.Diagnostic.Severity;
import dev.netpol.model.Direction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Workloads that are left out where others are isolated. */
final class UnprotectedWorkload implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "unprotected-workload",
          Severity.NOTE,
          Needs.SNAPSHOT,
          "workloads that no policy isolates, beside some that are isolated",
          "A pod that no policy selects for a direction may talk to everyone in that "
              + "direction. In a namespace where other pods are isolated, that may be an "
              + "oversight.",
          "select them by a policy, or add a default-deny to the namespace");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    for (Direction direction : Direction.values()) {
      Set<String> seen = new HashSet<>();
      for (LintedPolicy linting : linted.policies()) {
        String namespace = linting.policy().namespace();
        if (linting.policy().isolates(direction) && seen.add(namespace)) {
          List<String> open =
              linted.members().in(namespace).stream()
                  .filter(it -> linted.set().selecting(it.pod(), direction).isEmpty())
                  .map(Member::toString)
                  .distinct()
                  .toList();
          if (!open.isEmpty()) {
            findings.add(
                linting.policy().at(),
                "no policy of "
                    + namespace
                    + " isolates "
                    + Some.of(open)
                    + " for "
                    + LintedPolicy.field(direction)
                    + "; "
                    + linting.id()
                    + " isolates others");
          }
        }
      }
    }
  }
}
