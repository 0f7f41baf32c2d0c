// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.check.RuleParts.Part;
import dev.netpol.check.RuleUse.Standing;
import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.flow.Coverage;
import dev.netpol.model.Direction;
import dev.netpol.model.Protocol;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Peer;
import dev.netpol.policy.PolicySet;
import dev.netpol.policy.Port;
import dev.netpol.policy.Rule;
import dev.netpol.policy.RuleRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tells of every rule whether something used it. */
final class RuleUses {

  private final PolicySet policies;
  private final ClusterSnapshot snapshot;
  private final Coverage coverage;
  private final UntoldLabels untold;
  private final Map<String, List<ClusterPod>> pods = new HashMap<>();

  RuleUses(PolicySet policies, ClusterSnapshot snapshot, Coverage coverage, UntoldLabels untold) {
    this.policies = policies;
    this.snapshot = snapshot;
    this.coverage = coverage;
    this.untold = untold;
    for (ClusterPod pod : snapshot.pods()) {
      pods.computeIfAbsent(pod.pod().namespace(), key -> new ArrayList<>()).add(pod);
    }
  }

  List<RuleUse> of(Collection<FlowJudge.Ruling> rulings) {
    SortedMap<RuleRef, Integer> flows = new TreeMap<>();
    Set<Part> needed = new TreeSet<>();
    for (FlowJudge.Ruling ruling : rulings) {
      ruling.flow().rules().forEach(rule -> flows.merge(rule, 1, Integer::sum));
      needed.addAll(ruling.parts());
    }
    List<RuleUse> uses = new ArrayList<>();
    for (NetworkPolicy policy : policies.policies()) {
      for (Direction direction : Direction.values()) {
        for (int i = 0; i < policy.rules(direction).size(); i++) {
          RuleRef rule = new RuleRef(policy, direction, i);
          uses.add(use(rule, flows.getOrDefault(rule, 0), needed));
        }
      }
    }
    return uses;
  }

  private RuleUse use(RuleRef ref, int flows, Set<Part> needed) {
    if (flows == 0) {
      return new RuleUse(ref, 0, unused(ref), List.of(), List.of());
    }
    List<Peer> peers = ref.rule().peers();
    List<Port> ports = ref.rule().ports();
    IntPredicate idle = index -> !needed.contains(Part.of(ref, index));
    return new RuleUse(
        ref,
        flows,
        Standing.USED,
        IntStream.range(0, peers.size()).filter(idle).mapToObj(peers::get).toList(),
        IntStream.range(0, ports.size())
            .filter(index -> idle.test(peers.size() + index))
            .mapToObj(ports::get)
            .toList());
  }

  private Standing unused(RuleRef ref) {
    NetworkPolicy policy = ref.policy();
    if (!policy.isolates(ref.direction())) {
      return Standing.NO_EFFECT;
    }
    List<ClusterPod> selected =
        pods.getOrDefault(policy.namespace(), List.of()).stream()
            .filter(
                pod ->
                    policy.podSelector().matches(pod.pod().labels())
                        || untold.mayBeIsolated(pod.pod(), ref.direction()))
            .toList();
    if (selected.isEmpty() && templates(policy).findAny().isEmpty()) {
      return Standing.NO_POD;
    }
    boolean captured =
        selected.stream()
            .filter(ClusterPod::live)
            .map(pod -> pod.pod().node())
            .distinct()
            .allMatch(node -> isCaptured(node, ref));
    return captured ? Standing.NOT_SEEN : Standing.NOT_CAPTURED;
  }

  private Stream<ClusterWorkload> templates(NetworkPolicy policy) {
    return snapshot.workloads().stream()
        .filter(it -> it.id().namespace().equals(policy.namespace()))
        .filter(it -> policy.podSelector().matches(it.template()));
  }

  private boolean isCaptured(String node, RuleRef ref) {
    return protocols(ref.rule())
        .anyMatch(protocol -> coverage.covers(node, ref.direction(), protocol));
  }

  private static Stream<Protocol> protocols(Rule rule) {
    return rule.ports().isEmpty()
        ? Stream.of(Protocol.values())
        : rule.ports().stream().map(Port::protocol);
  }
}
