// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.model.Direction;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Peer;
import dev.netpol.policy.PolicySet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the rules look at. */
final class Linted {

  private final List<LintedPolicy> policies;
  private final Map<String, Subjects> inForce = new TreeMap<>();
  private final Optional<Members> members;
  private final PolicySet set;
  private final List<Selection> selections = new ArrayList<>();

  /**
   * Policies in a cluster.
   *
   * @param policies those to report on
   * @param others those that hold besides, and that nobody asked about
   * @param members missing: only rules that need no snapshot are asked
   * @param set all of them, compiled
   */
  Linted(
      List<LintedPolicy> policies,
      List<LintedPolicy> others,
      Optional<Members> members,
      PolicySet set) {
    this.policies = List.copyOf(policies);
    this.members = members;
    this.set = set;
    Stream.concat(policies.stream(), others.stream())
        .forEach(
            it -> inForce.computeIfAbsent(it.policy().namespace(), key -> new Subjects()).add(it));
    policies.forEach(this::addSelections);
  }

  private void addSelections(LintedPolicy policy) {
    selections.add(
        new Selection(policy, Peer.Pods.of(policy.policy().podSelector()), Optional.empty(), 0));
    for (LintedRule rule : policy.rules()) {
      for (int i = 0; i < rule.peers().size(); i++) {
        if (rule.peers().get(i) instanceof Peer.Pods peer) {
          selections.add(new Selection(policy, peer, Optional.of(rule), i));
        }
      }
    }
  }

  List<LintedPolicy> policies() {
    return policies;
  }

  /** Those to report on and the others. */
  Stream<LintedPolicy> all() {
    return inForce.values().stream().flatMap(it -> it.all().stream());
  }

  /** The policies in force in a namespace. */
  List<LintedPolicy> in(String namespace) {
    Subjects policies = inForce.get(namespace);
    return policies == null ? List.of() : policies.all();
  }

  /** Of these in their order those that isolate at least the pods of the policy; it is one, too. */
  Stream<LintedPolicy> isolatingAll(NetworkPolicy policy, Direction direction) {
    Subjects policies = inForce.get(policy.namespace());
    return policies == null
        ? Stream.empty()
        : policies.aboutAll(policy.podSelector()).stream()
            .filter(it -> Wider.isolates(it.policy(), policy, direction));
  }

  /** The rules to report on that have an effect. */
  Stream<LintedRule> rules() {
    return policies.stream().flatMap(policy -> policy.rules().stream());
  }

  /** Where the policies to report on select pods, in rules that have an effect. */
  List<Selection> selections() {
    return selections;
  }

  /** What the snapshot knows, where there is one. */
  Optional<Members> snapshot() {
    return members;
  }

  /** The same, for rules that need it. */
  Members members() {
    return members.orElseThrow();
  }

  /** The pods that a policy is about. */
  List<Member> selected(NetworkPolicy policy) {
    return members().selected(policy);
  }

  /** All policies in force, compiled in the cluster of the snapshot. */
  PolicySet set() {
    return set;
  }
}
