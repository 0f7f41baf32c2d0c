// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.ContainerPort;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Position;
import java.util.List;

/**
 * A pod as its object says, before its workload is known.
 *
 * @param from epoch nanoseconds, {@link Long#MIN_VALUE} when not known
 * @param to likewise; {@link Long#MAX_VALUE} while it holds its addresses, {@link Long#MIN_VALUE}
 *     when it let go at an unknown time
 * @param leaves likewise; when it was asked to be gone, {@link Long#MAX_VALUE} when nobody asked
 * @param seen when the object was read, {@link Long#MIN_VALUE} when not known
 */
record RawPod(
    String namespace,
    String name,
    String uid,
    Labels labels,
    Meta.Owner owner,
    String node,
    boolean hostNetwork,
    List<ContainerPort> ports,
    List<PodSpecFields.HostPort> hostPorts,
    Mesh mesh,
    Phase phase,
    List<IpAddress> addresses,
    List<IpAddress> nodeAddresses,
    long from,
    long to,
    long leaves,
    long seen,
    Origin origin,
    Position at) {

  /** Whether both say the same, wherever they do. */
  boolean saysAs(RawPod other) {
    return equals(other.at(at));
  }

  private RawPod at(Position where) {
    return new RawPod(
        namespace,
        name,
        uid,
        labels,
        owner,
        node,
        hostNetwork,
        ports,
        hostPorts,
        mesh,
        phase,
        addresses,
        nodeAddresses,
        from,
        to,
        leaves,
        seen,
        origin,
        where);
  }

  /**
   * Whether both can be the same pod: pods of one name are told apart by uid; without, one that
   * comes after this has gone is another.
   */
  boolean sameAs(RawPod other) {
    if (!uid.isEmpty() && !other.uid.isEmpty()) {
      return uid.equals(other.uid);
    }
    boolean there = other.origin == Origin.SNAPSHOT && other.to == Long.MAX_VALUE;
    return !there || !wentFromCluster();
  }

  private boolean wentFromCluster() {
    return origin == Origin.SNAPSHOT && to != Long.MAX_VALUE && !phase.finished();
  }

  /**
   * This pod, with what {@code other} knows besides. An end that either has seen stands: it is
   * news, not a contradiction. A pod that has lost its addresses had those that were seen before.
   */
  RawPod with(RawPod other) {
    return new RawPod(
        namespace,
        name,
        uid.isEmpty() ? other.uid : uid,
        labels.isEmpty() && origin != Origin.SNAPSHOT ? other.labels : labels,
        owner.present() ? owner : other.owner,
        node.isEmpty() ? other.node : node,
        hostNetwork || (addresses.isEmpty() && other.hostNetwork),
        ports.isEmpty() ? other.ports : ports,
        hostPorts.isEmpty() ? other.hostPorts : hostPorts,
        mesh == Mesh.NONE ? other.mesh : mesh,
        phase == Phase.UNKNOWN ? other.phase : phase,
        addresses.isEmpty() ? other.addresses : addresses,
        nodeAddresses.isEmpty() ? other.nodeAddresses : nodeAddresses,
        from == Long.MIN_VALUE ? other.from : from,
        Math.min(to, other.to),
        Math.min(leaves, other.leaves),
        earlier(seen, other.seen),
        origin,
        at);
  }

  private static long earlier(long a, long b) {
    return a == Long.MIN_VALUE || b == Long.MIN_VALUE ? Math.max(a, b) : Math.min(a, b);
  }
}
