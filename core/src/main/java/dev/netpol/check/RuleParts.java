// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.model.Direction;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Peer;
import dev.netpol.policy.PolicySet;
import dev.netpol.policy.Port;
import dev.netpol.policy.Rule;
import dev.netpol.policy.RuleRef;
import dev.netpol.policy.Verdict;
import dev.netpol.policy.Via;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which peers and ports of a rule a connection needs. A second set of policies answers that, in
 * which each peer of a rule is a rule of its own with all the ports, and each port is one with all
 * the peers: policies only add up, so both sets allow the same.
 */
final class RuleParts {

  /** A peer or a port of a rule: the {@code index}th of its peers followed by its ports. */
  record Part(String policy, Direction direction, int rule, int index) implements Comparable<Part> {

    private static final Comparator<Part> ORDER =
        Comparator.comparing(Part::policy)
            .thenComparing(Part::direction)
            .thenComparingInt(Part::rule)
            .thenComparingInt(Part::index);

    static Part of(RuleRef rule, int index) {
      return new Part(rule.policy().id(), rule.direction(), rule.index(), index);
    }

    @Override
    public int compareTo(Part other) {
      return ORDER.compare(this, other);
    }
  }

  private final PolicySet split;

  /** What the rules of the split policies stand for, by policy and direction, in their order. */
  private final Map<String, List<Part>> parts;

  private RuleParts(PolicySet split, Map<String, List<Part>> parts) {
    this.split = split;
    this.parts = parts;
  }

  static RuleParts of(Collection<NetworkPolicy> policies, ClusterSnapshot snapshot, Modes modes) {
    Map<String, List<Part>> parts = new HashMap<>();
    List<NetworkPolicy> split = new ArrayList<>();
    for (NetworkPolicy policy : policies) {
      split.add(
          NetworkPolicy.of(
              policy.namespace(),
              policy.name(),
              policy.podSelector(),
              policy.policyTypes(),
              split(policy, Direction.INGRESS, parts),
              split(policy, Direction.EGRESS, parts)));
    }
    return new RuleParts(Replay.compile(split, snapshot, modes), parts);
  }

  private static List<Rule> split(
      NetworkPolicy policy, Direction direction, Map<String, List<Part>> parts) {
    List<Rule> split = new ArrayList<>();
    List<Part> its = new ArrayList<>();
    for (int i = 0; i < policy.rules(direction).size(); i++) {
      RuleRef ref = new RuleRef(policy, direction, i);
      List<Peer> peers = ref.rule().peers();
      List<Port> ports = ref.rule().ports();
      peers.forEach(peer -> split.add(Rule.of(List.of(peer), ports)));
      ports.forEach(port -> split.add(Rule.of(peers, List.of(port))));
      for (int index = 0; index < peers.size() + ports.size(); index++) {
        its.add(Part.of(ref, index));
      }
    }
    parts.put(key(policy, direction), its);
    return split;
  }

  private static String key(NetworkPolicy policy, Direction direction) {
    return direction + " " + policy.id();
  }

  /** The parts of rules that admit this; none where a rule without peers and ports does. */
  SortedSet<Part> neededFor(Leg leg) {
    SortedSet<Part> needed = new TreeSet<>();
    // The way matters only for a pod that reaches itself, and then rules have a say on this one.
    Verdict verdict = split.verdict(leg.from(), leg.to(), leg.protocol(), leg.port(), Via.SERVICE);
    add(verdict.egress(), needed);
    if (!leg.egressOnly()) {
      add(verdict.ingress(), needed);
    }
    return needed;
  }

  private void add(Verdict.Half half, SortedSet<Part> needed) {
    for (RuleRef ref : half.admitting()) {
      List<Part> its = parts.getOrDefault(key(ref.policy(), ref.direction()), List.of());
      // A rule of the split policies without peers and ports is an empty rule, which is no part.
      if (ref.index() < its.size()) {
        needed.add(its.get(ref.index()));
      }
    }
  }
}
