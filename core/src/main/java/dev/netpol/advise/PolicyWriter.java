// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.model.Direction;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Workload;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the rules of both directions together. */
final class PolicyWriter {

  private PolicyWriter() {}

  /**
   * A policy with its evidence.
   *
   * @param rules those directions that the policy isolates; at least one
   */
  static Proposal proposal(
      String namespace,
      String name,
      LabelSelector selector,
      List<Workload> subjects,
      Map<Direction, DirectionRules> rules) {
    return new Proposal(
        NetworkPolicy.of(
            namespace,
            name,
            selector,
            rules.keySet(),
            rules(rules, Direction.INGRESS),
            rules(rules, Direction.EGRESS)),
        subjects,
        evidence(rules, Direction.INGRESS),
        evidence(rules, Direction.EGRESS));
  }

  private static List<Rule> rules(Map<Direction, DirectionRules> rules, Direction direction) {
    return Optional.ofNullable(rules.get(direction)).map(DirectionRules::rules).orElse(List.of());
  }

  private static List<RuleEvidence> evidence(
      Map<Direction, DirectionRules> rules, Direction direction) {
    return Optional.ofNullable(rules.get(direction))
        .map(DirectionRules::evidence)
        .orElse(List.of());
  }
}
