// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.model.Direction;
import dev.netpol.model.Position;
import dev.netpol.policy.Manifest;
import dev.netpol.policy.NetworkPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A policy to look at.
 *
 * @param manifest how it was written; missing for one of a cluster, which has its defaults already
 */
record LintedPolicy(NetworkPolicy policy, Optional<Manifest> manifest) {

  String id() {
    return policy.id();
  }

  /** {@code ingress} or {@code egress}. */
  static String field(Direction direction) {
    return direction == Direction.INGRESS ? "ingress" : "egress";
  }

  List<LintedRule> rules(Direction direction) {
    return IntStream.range(0, policy.rules(direction).size())
        .mapToObj(index -> new LintedRule(this, direction, index))
        .toList();
  }

  /** All rules that have an effect. */
  List<LintedRule> rules() {
    List<LintedRule> rules = new ArrayList<>();
    policy.policyTypes().forEach(direction -> rules.addAll(rules(direction)));
    return rules;
  }

  /** Whether a field below {@code spec} was left out in what somebody wrote. */
  boolean omits(String field) {
    return manifest.isPresent() && !manifest.get().has("spec", field);
  }

  /** Whether it was written without policy types, which an empty list is, too. */
  boolean leavesTypesOut() {
    return manifest.isPresent() && !manifest.get().has("spec", "policyTypes", 0);
  }

  /** Where a field below {@code spec} stands, or the policy. */
  Position at(String field) {
    return at("spec", field);
  }

  /** Where a field below another stands, or the policy. */
  Position at(String object, String field) {
    return manifest.flatMap(it -> it.at(object, field)).orElseGet(policy::at);
  }
}
