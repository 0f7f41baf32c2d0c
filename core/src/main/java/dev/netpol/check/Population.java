// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Pod;
import dev.netpol.model.Workload;
import dev.netpol.policy.Modes;
import dev.netpol.policy.Party;
import java.util.List;
import java.util.Optional;

/** Which pods a question about a workload is about. */
final class Population {

  private final Modes modes;

  Population(Modes modes) {
    this.modes = modes;
  }

  /** Whether a pod counts when the snapshot was taken. */
  boolean counts(ClusterPod pod) {
    return pod.live()
        || (modes.finishedPods() == Modes.FinishedPods.KEPT && pod.phase().finished());
  }

  /** Whether the workload has no pod and would make several. */
  boolean several(ClusterWorkload workload) {
    return wouldMake(workload) > 1 && workload.pods().stream().noneMatch(this::counts);
  }

  /**
   * How many pods its template stands for: several where nobody knows, as of what is scaled to
   * nothing, and of a DaemonSet, which has one for each node.
   */
  static int wouldMake(ClusterWorkload workload) {
    boolean known = workload.replicas() > 0 && !workload.id().kind().equals("DaemonSet");
    return known ? workload.replicas() : Math.max(2, workload.replicas());
  }

  /** The pods of a workload; what it would make, where it has none. */
  List<Pod> of(ClusterWorkload workload) {
    List<Pod> there = workload.pods().stream().filter(this::counts).map(ClusterPod::pod).toList();
    return there.isEmpty() ? List.of(template(workload)) : there;
  }

  /** A pod that the workload would make: no other, though workloads and pods share their names. */
  static Pod template(ClusterWorkload workload) {
    Workload id = workload.id();
    return new Pod(
        id.namespace(),
        id.name(),
        workload.template(),
        List.of(),
        workload.hostNetwork(),
        "",
        workload.ports(),
        // A bare pod makes no others.
        id.kind().equals("Pod") ? "" : id.kind());
  }

  /** Another pod of the same template. */
  static Pod replica(Pod pod) {
    return new Pod(
        pod.namespace(),
        pod.name(),
        pod.labels(),
        pod.addresses(),
        pod.hostNetwork(),
        pod.node(),
        pod.ports(),
        pod.standIn() + " (another)");
  }

  /** One party for each address; one without where there is none yet. */
  static List<Party> parties(Pod pod) {
    return pod.addresses().isEmpty()
        ? List.of(Party.of(pod))
        : pod.addresses().stream().map(ip -> Party.of(pod, ip)).toList();
  }

  /** Whether packets can go from one to the other; an address not known yet may be of any. */
  static boolean oneFamily(Party a, Party b) {
    Optional<IpAddress> one = a.ip();
    Optional<IpAddress> other = b.ip();
    return one.isEmpty() || other.isEmpty() || one.get().isV4() == other.get().isV4();
  }
}
