// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.model.Direction;
import dev.netpol.model.Pod;
import dev.netpol.policy.Modes;
import dev.netpol.policy.PolicySet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds workloads that no policy isolates. */
final class Protection {
  private Protection() {}

  static List<Unprotected> missing(
      PolicySet policies, ClusterSnapshot snapshot, UntoldLabels untold) {
    List<Unprotected> all = new ArrayList<>();
    for (ClusterWorkload workload : snapshot.workloads()) {
      // A Service whose selector matches nothing is no workload that could be protected.
      if (!workload.id().kind().equals("Service")) {
        for (Direction direction : Direction.values()) {
          share(policies, workload, direction, untold)
              .map(pods -> new Unprotected(workload.id(), direction, pods))
              .ifPresent(all::add);
        }
      }
    }
    return all;
  }

  private static Optional<Share> share(
      PolicySet policies, ClusterWorkload workload, Direction direction, UntoldLabels untold) {
    List<Pod> pods =
        workload.pods().stream()
            .filter(ClusterPod::live)
            .map(ClusterPod::pod)
            .filter(
                pod ->
                    policies.modes().hostNetwork() == Modes.HostNetwork.POD || !pod.hostNetwork())
            .filter(pod -> !untold.mayBeIsolated(pod, direction))
            .toList();
    int open =
        (int) pods.stream().filter(pod -> policies.selecting(pod, direction).isEmpty()).count();
    if (!pods.isEmpty()) {
      return open == 0 ? Optional.empty() : Optional.of(new Share(open, pods.size()));
    }
    // All its pods are gone, their nodes' own or without known labels, or it has made none.
    boolean made = !workload.pods().isEmpty();
    boolean isNode =
        workload.hostNetwork() && policies.modes().hostNetwork() == Modes.HostNetwork.NODE;
    return made || isNode || !policies.selecting(Population.template(workload), direction).isEmpty()
        ? Optional.empty()
        : Optional.of(new Share(0, 0));
  }
}
