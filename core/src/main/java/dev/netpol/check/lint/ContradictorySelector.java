// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.Diagnostic.Severity;
import dev.netpol.model.LabelSelector;

/** A selector that no labels can match. */
final class ContradictorySelector implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "contradictory-selector",
          Severity.ERROR,
          Needs.POLICIES,
          "a selector that matches nothing in any cluster",
          "All requirements of a selector have to hold together. This one asks for "
              + "two things of one key that exclude each other, so that the policy or the "
              + "entry means nothing.",
          "use several policies or entries where either may hold, or one In with "
              + "several values");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    for (Selection selection : linted.selections()) {
      selection
          .peer()
          .podSelector()
          .ifPresent(it -> inspect(selection, "podSelector", it, findings));
      selection
          .peer()
          .namespaceSelector()
          .ifPresent(it -> inspect(selection, "namespaceSelector", it, findings));
    }
  }

  private static void inspect(
      Selection selection, String field, LabelSelector selector, Findings findings) {
    SelectorMeaning.of(selector)
        .contradiction()
        .ifPresent(
            key ->
                findings.add(
                    selection.at(field),
                    selection.name(field)
                        + ": matches nothing: no label \""
                        + key
                        + "\" can be as it asks"));
  }
}
