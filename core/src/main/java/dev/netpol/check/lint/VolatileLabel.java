// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.Diagnostic.Severity;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.LabelSelector.Operator;
import dev.netpol.model.LabelSelector.Requirement;
import java.util.Set;
import java.util.stream.Stream;

/** A label that controllers change. */
final class VolatileLabel implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "volatile-label",
          Severity.WARNING,
          Needs.POLICIES,
          "a selector on a label that changes with every rollout",
          "Controllers put such labels on pods to tell revisions apart. After the "
              + "next rollout the selector matches no pod any more, and nothing says so.",
          "select by a label of the pod template, such as app");

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
          .ifPresent(
              selector -> {
                keys(selector)
                    .filter(REVISION::contains)
                    .forEach(
                        key ->
                            findings.add(
                                selection.at("podSelector"),
                                selection.name("podSelector") + ": " + key + CHANGES));
                keys(selector)
                    .filter(ONE_POD::contains)
                    .forEach(
                        key ->
                            findings.note(
                                selection.at("podSelector"),
                                selection.name("podSelector")
                                    + ": "
                                    + key
                                    + " is a label of single pods or runs",
                                RULE.mend()));
              });
    }
  }

  private static final String CHANGES = " changes with every rollout";

  private static final Set<String> REVISION =
      Set.of(
          "pod-template-hash",
          "rollouts-pod-template-hash",
          "controller-revision-hash",
          "pod-template-generation");

  private static final Set<String> ONE_POD =
      Set.of(
          "statefulset.kubernetes.io/pod-name",
          "apps.kubernetes.io/pod-index",
          "batch.kubernetes.io/job-completion-index",
          "batch.kubernetes.io/controller-uid",
          "controller-uid",
          "batch.kubernetes.io/job-name",
          "job-name");

  /** Keys whose value matters; that a key is there or not does not change. */
  private static Stream<String> keys(LabelSelector selector) {
    return Stream.concat(
            selector.matchLabels().asMap().keySet().stream(),
            selector.matchExpressions().stream()
                .filter(it -> it.operator() == Operator.IN)
                .map(Requirement::key))
        .distinct();
  }
}
