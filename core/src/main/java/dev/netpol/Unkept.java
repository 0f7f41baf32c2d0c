// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol;

import dev.netpol.advise.Cut;
import dev.netpol.check.Judged;
import dev.netpol.check.Leg;
import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.flow.Flow;
import dev.netpol.flow.Tuple;
import dev.netpol.model.Direction;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Pod;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Party;
import dev.netpol.policy.Verdict;
import dev.netpol.policy.Verdict.Half;
import dev.netpol.trace.Identity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What policies cut though it should be kept, and no mistake of theirs:
 *
 * <ul>
 *   <li>of pods that ended before the snapshot, or with them. Selectors are made for what is there,
 *       but what has its labels is selected, and would be when it comes again, as pods of a hook or
 *       a migration do;
 *   <li>at an address that is one pod's to the trace and another's, or nobody's, to the snapshot.
 * </ul>
 */
final class Unkept {

  private final Map<Pod, ClusterPod> pods = new HashMap<>();
  private final Map<IpAddress, SortedSet<String>> claims = new HashMap<>();
  private final Map<Tuple, List<Flow>> flows = new HashMap<>();

  Unkept(ClusterSnapshot snapshot, Collection<Tuple> tuples, Collection<Flow> flows) {
    snapshot.pods().forEach(pod -> pods.put(pod.pod(), pod));
    for (Tuple tuple : tuples) {
      if (tuple.observer().kind() == Identity.Kind.POD) {
        String pod = tuple.observer().namespace() + "/" + tuple.observer().name();
        tuple
            .ownAddress()
            .ifPresent(at -> claims.computeIfAbsent(at, key -> new TreeSet<>()).add(pod));
      }
    }
    for (Flow flow : flows) {
      flow.tuples()
          .forEach(it -> this.flows.computeIfAbsent(it, key -> new ArrayList<>(1)).add(flow));
    }
  }

  /** What is cut, if there is such a reason for all of it; else none. */
  List<Cut> cuts(Judged judged) {
    List<Cut> cuts = new ArrayList<>();
    for (Leg leg : judged.denied()) {
      for (Direction direction : Direction.values()) {
        boolean egress = direction == Direction.EGRESS;
        Half half = egress ? leg.verdict().egress() : leg.verdict().ingress();
        if (half.ground() != Verdict.Ground.NO_RULE || (leg.egressOnly() && !egress)) {
          continue;
        }
        Optional<ClusterPod> pod = pod(egress ? leg.from() : leg.to());
        Optional<Why> why = pod.flatMap(it -> why(it, half, leg));
        if (pod.isEmpty() || why.isEmpty()) {
          return List.of();
        }
        for (Flow flow : flows.getOrDefault(judged.tuple(), List.of())) {
          cuts.add(
              new Cut(
                  pod.get().workload(), direction, flow, why.get().reason(), why.get().remedy()));
        }
      }
    }
    return cuts;
  }

  private Optional<ClusterPod> pod(Party party) {
    return party instanceof Party.PodParty it
        ? Optional.ofNullable(pods.get(it.pod()))
        : Optional.empty();
  }

  private record Why(String reason, String remedy) {}

  private Optional<Why> why(ClusterPod pod, Half half, Leg leg) {
    if (!pod.live()) {
      return Optional.of(
          new Why(
              pod.workload()
                  + " is gone, and "
                  + half.isolating().stream()
                      .map(NetworkPolicy::id)
                      .collect(Collectors.joining(", "))
                  + " selects pods with its labels",
              "give its pods a label of their own, or take the snapshot while they are there"));
    }
    return pod(half.direction() == Direction.EGRESS ? leg.to() : leg.from())
        .filter(peer -> !peer.live())
        .map(
            peer ->
                new Why(
                    peer.workload() + " is gone, and nothing selects " + peer + " as it was",
                    "take the snapshot while its pods are there"))
        .or(() -> disputed(leg.from()))
        .or(() -> disputed(leg.to()));
  }

  private Optional<Why> disputed(Party party) {
    Optional<IpAddress> address = party.ip();
    if (address.isEmpty()) {
      return Optional.empty();
    }
    String known = party instanceof Party.PodParty it ? it.pod().toString() : "no pod's";
    return claims.getOrDefault(address.get(), new TreeSet<>()).stream()
        .filter(pod -> !pod.equals(known))
        .findFirst()
        .map(
            pod ->
                new Why(
                    address.get()
                        + " is "
                        + pod
                        + " in the trace and "
                        + known
                        + " in the snapshot",
                    "take the snapshot closer to the trace"));
  }
}
