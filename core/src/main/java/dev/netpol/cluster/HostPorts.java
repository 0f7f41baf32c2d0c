// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
import dev.netpol.cluster.ClusterSnapshot.Target;
import dev.netpol.cluster.PodSpecFields.HostPort;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Protocol;
import java.util.List;
import java.util.Optional;

/** Ports of nodes that lead to ports of pods there: {@code hostPort}, as agents have it. */
final class HostPorts {

  private record NodePort(String node, Protocol protocol, int port) {}

  private final ListMultimap<NodePort, Target> targets = ArrayListMultimap.create();

  void add(RawPod raw, ClusterPod pod) {
    // In the network of the node the two ports are one.
    if (raw.node().isEmpty() || raw.hostNetwork()) {
      return;
    }
    for (HostPort port : raw.hostPorts()) {
      NodePort at = new NodePort(raw.node(), port.protocol(), port.hostPort());
      for (IpAddress address : raw.addresses()) {
        targets.put(at, new Target(address, port.containerPort(), Optional.of(pod)));
      }
    }
  }

  /** What that port of a node leads to, at any time. */
  List<Target> at(String node, Protocol protocol, int port) {
    return List.copyOf(targets.get(new NodePort(node, protocol, port)));
  }
}
