// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.model.Cidr;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Workload;
import dev.netpol.trace.Identity;
import dev.netpol.trace.Side;
import dev.netpol.trace.TraceFormat;
import java.util.List;
import java.util.Optional;

/** Tells which observations are no flows, and why: a {@link Reason}, or none for a flow. */
final class NoFlow {
  private static final String NONE = "";

  private final ClusterSnapshot snapshot;

  NoFlow(ClusterSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** The reason that addresses alone give, whoever has them; or empty. */
  static String byAddress(Tuple tuple) {
    Optional<IpAddress> from = tuple.saddr();
    Optional<IpAddress> to = tuple.daddr();
    if ((from.isPresent() && from.get().isLoopback())
        || (to.isPresent() && to.get().isLoopback())) {
      return Reason.LOOPBACK;
    }
    if (to.isPresent()) {
      // The source of a datagram may well be unspecified: the kernel picks one when it sends.
      if (to.get().isUnspecified()) {
        return Reason.UNSPECIFIED;
      }
      if (to.get().isMulticast()) {
        return Reason.MULTICAST;
      }
      if (from.isPresent() && from.get().equals(to.get())) {
        return Reason.OWN_ADDRESS;
      }
    }
    // A packet filter in a node's network sees what the node forwards as if it were the node's.
    return tuple.format() != TraceFormat.NETWORKTRACE
            && tuple.observer().kind() == Identity.Kind.HOST
        ? Reason.HOST_NAMESPACE
        : NONE;
  }

  /** The reason that these ends give; or empty. */
  String between(End from, End to, Tuple tuple) {
    if (from.isWorkload()) {
      return NONE;
    }
    if (to.isWorkload()) {
      return from.isNode() && isOwnNode(from, to, tuple) ? Reason.OWN_NODE : NONE;
    }
    return from.isNode() || to.isNode() ? Reason.NODE_TRAFFIC : Reason.NO_POD;
  }

  private boolean isOwnNode(End from, End to, Tuple tuple) {
    if (from.nodeName().isEmpty()) {
      // A bridge that was told by its shape alone serves the pods around it.
      return from.inferred()
          && tuple.saddr().isPresent()
          && tuple.daddr().isPresent()
          && tuple.saddr().get().isV4()
          && new Cidr(tuple.saddr().get(), 24).contains(tuple.daddr().get());
    }
    if (tuple.side() == Side.ACCEPT && !tuple.node().isEmpty()) {
      return tuple.node().equals(from.nodeName());
    }
    if (to.pod().isPresent()) {
      return to.nodeName().equals(from.nodeName());
    }
    // Behind a Service: its own node's if all its pods are there.
    List<String> nodes =
        to.endpoint() instanceof Workload id
            ? snapshot.workload(id).map(NoFlow::liveNodes).orElse(List.of())
            : List.of();
    return !nodes.isEmpty() && nodes.stream().allMatch(from.nodeName()::equals);
  }

  private static List<String> liveNodes(ClusterWorkload workload) {
    return workload.pods().stream().filter(ClusterPod::live).map(pod -> pod.pod().node()).toList();
  }
}
