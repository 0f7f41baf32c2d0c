// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.Diagnostic.Severity;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Peer;

/** Two entries that may have been meant as one. */
final class AdjacentSelectors implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "adjacent-selectors",
          Severity.NOTE,
          Needs.POLICIES,
          "a namespaceSelector and a podSelector in two entries, side by side",
          "Two entries of from or to mean either; both selectors in one entry mean "
              + "both. One hyphen makes the difference: as two entries, every pod of those "
              + "namespaces is admitted, and every pod of the policy's own namespace with "
              + "those labels.",
          "remove the hyphen before the second selector if pods of those namespaces "
              + "are meant; put another entry between them if not");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    linted.rules().forEach(rule -> inspect(rule, linted, findings));
  }

  private static void inspect(LintedRule rule, Linted linted, Findings findings) {
    for (int i = 1; i < rule.peers().size(); i++) {
      if (rule.peers().get(i - 1) instanceof Peer.Pods first
          && rule.peers().get(i) instanceof Peer.Pods second
          && ((onlyNamespaces(first) && onlyPods(second))
              || (onlyPods(first) && onlyNamespaces(second)))
          && !(onlyPods(first)
              ? meant(rule, first, second, linted)
              : meant(rule, second, first, linted))) {
        findings.add(
            rule.peerAt(i),
            rule.peerName(i)
                + ": it and the entry before mean either these namespaces or these pods, not these"
                + " pods of these namespaces");
      }
    }
  }

  /** Pods of the own namespace that are not in the others: they were meant as they stand. */
  private static boolean meant(
      LintedRule rule, Peer.Pods pods, Peer.Pods namespaces, Linted linted) {
    NetworkPolicy policy = rule.of().policy();
    Peer.Pods both = new Peer.Pods(pods.podSelector(), namespaces.namespaceSelector());
    return linted
        .snapshot()
        .filter(it -> !it.matching(policy, pods).isEmpty() && it.matching(policy, both).isEmpty())
        .isPresent();
  }

  private static boolean onlyNamespaces(Peer.Pods peer) {
    return peer.podSelector().isEmpty();
  }

  /** All pods of the own namespace are hardly ever meant to belong to another selector. */
  private static boolean onlyPods(Peer.Pods peer) {
    return peer.namespaceSelector().isEmpty()
        && peer.podSelector().filter(it -> !it.isEverything()).isPresent();
  }
}
