// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.Diagnostic.Severity;
import dev.netpol.model.Direction;
import dev.netpol.model.LabelSelector;
import java.util.HashSet;
import java.util.Set;

/** A namespace that stays open for pods that nobody thought of. */
final class NoDefaultDeny implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "no-default-deny",
          Severity.NOTE,
          Needs.POLICIES,
          "a namespace with policies and no default-deny",
          "A policy isolates the pods it selects and no others. A pod that is added "
              + "later, or whose labels are misspelled, is open until some policy selects "
              + "it; a policy that selects all pods and admits nothing closes that gap.",
          "add a policy with podSelector: {} and this policy type, without rules");

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
        if (linting.policy().isolates(direction)
            && seen.add(namespace)
            && linted.in(namespace).stream().noneMatch(it -> isolatesAll(it, direction))) {
          findings.add(
              linting.policy().at(),
              "no policy isolates all pods of the namespace "
                  + namespace
                  + " for "
                  + LintedPolicy.field(direction)
                  + "; "
                  + linting.id()
                  + " isolates some");
        }
      }
    }
  }

  private static boolean isolatesAll(LintedPolicy linting, Direction direction) {
    return linting.policy().isolates(direction)
        && Wider.than(linting.policy().podSelector(), LabelSelector.EVERYTHING);
  }
}
