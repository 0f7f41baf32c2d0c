// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import static java.util.stream.Collectors.toSet;

import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.model.Direction;
import dev.netpol.model.Labels;
import dev.netpol.model.Pod;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Party;
import dev.netpol.policy.Peer;
import dev.netpol.policy.PolicySet;
import dev.netpol.policy.Rule;
import dev.netpol.policy.Verdict;
import dev.netpol.policy.Verdict.Ground;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Pods that a log names and no object describes: nobody can say that they have no label, so that
 * nothing follows from a selector that does not match them, nor from one that does.
 */
final class UntoldLabels {

  private final PolicySet policies;
  private final Set<Pod> untold = new HashSet<>();

  /** Namespaces in which labels decide who is isolated. */
  private final Map<Direction, Set<String>> byLabels = new EnumMap<>(Direction.class);

  UntoldLabels(ClusterSnapshot snapshot, PolicySet policies) {
    this.policies = policies;
    for (ClusterPod pod : snapshot.pods()) {
      if (pod.untold() && template(snapshot, pod).isEmpty()) {
        untold.add(pod.pod());
      }
    }
    for (Direction direction : Direction.values()) {
      byLabels.put(
          direction,
          policies.policies().stream()
              .filter(it -> it.isolates(direction) && !it.podSelector().isEverything())
              .map(NetworkPolicy::namespace)
              .collect(toSet()));
    }
  }

  private static Labels template(ClusterSnapshot snapshot, ClusterPod pod) {
    return snapshot.workload(pod.workload()).map(ClusterWorkload::template).orElse(Labels.NONE);
  }

  /** Why a verdict cannot be relied on; empty where no label would change it. */
  String doubt(Party from, Party to, Verdict verdict, boolean egressOnly) {
    if (untold.isEmpty()) {
      return "";
    }
    Optional<Pod> egress = decides(from, to, verdict.egress());
    Optional<Pod> ingress = egressOnly ? Optional.empty() : decides(to, from, verdict.ingress());
    // One side that denies it for certain is enough.
    boolean denied =
        (egress.isEmpty() && verdict.egress().ground() == Ground.NO_RULE)
            || (!egressOnly && ingress.isEmpty() && verdict.ingress().ground() == Ground.NO_RULE);
    return denied
        ? ""
        : egress
            .or(() -> ingress)
            .map(it -> "the labels of " + it + " are not known: no object describes it")
            .orElse("");
  }

  /** The pod whose labels decide one side. */
  private Optional<Pod> decides(Party subject, Party peer, Verdict.Half half) {
    if (half.ground() != Ground.NOT_ISOLATED
        && half.ground() != Ground.ADMITTED
        && half.ground() != Ground.NO_RULE) {
      return Optional.empty();
    }
    return pod(subject)
        .filter(it -> mayBeIsolated(it, half.direction()))
        .or(() -> pod(peer).filter(it -> mayBeNamed(it, half)));
  }

  private Optional<Pod> pod(Party party) {
    return party instanceof Party.PodParty it && isUntold(it.pod())
        ? Optional.of(it.pod())
        : Optional.empty();
  }

  private boolean isUntold(Pod pod) {
    return pod.labels().isEmpty() && untold.contains(pod);
  }

  /** Whether it hangs on its labels which policies isolate a pod. */
  boolean mayBeIsolated(Pod pod, Direction direction) {
    return isUntold(pod) && byLabels.getOrDefault(direction, Set.of()).contains(pod.namespace());
  }

  /** Whether it hangs on its labels that rules of the other end's policies admit a pod, or none. */
  private boolean mayBeNamed(Pod pod, Verdict.Half half) {
    return half.admitting().stream().allMatch(it -> names(it.rule(), it.policy(), pod))
        && half.isolating().stream()
            .anyMatch(
                policy ->
                    policy.rules(half.direction()).stream()
                        .anyMatch(rule -> names(rule, policy, pod)));
  }

  private boolean names(Rule rule, NetworkPolicy policy, Pod pod) {
    return rule.peers().stream()
        .anyMatch(it -> it instanceof Peer.Pods peer && names(peer, policy, pod));
  }

  private boolean names(Peer.Pods peer, NetworkPolicy policy, Pod pod) {
    boolean byLabels = peer.podSelector().filter(it -> !it.isEverything()).isPresent();
    return byLabels
        && peer.namespaceSelector()
            .map(it -> it.matches(policies.namespaceLabels(pod.namespace())))
            .orElseGet(() -> policy.namespace().equals(pod.namespace()));
  }
}
