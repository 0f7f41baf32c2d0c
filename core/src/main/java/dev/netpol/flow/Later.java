// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.cluster.ClusterService;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.cluster.Mesh;
import dev.netpol.model.Connection;
import dev.netpol.model.ContainerPort;
import dev.netpol.model.Endpoint;
import dev.netpol.model.Protocol;
import dev.netpol.model.Workload;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Ports that one side does not know and the other may: where a Service's pods listen, when a log
 * has only the Service's port; what was dialled, when a mesh proxy accepted it.
 */
final class Later {

  /** A connect to a Service of which only the selector is known. */
  record ToService(Tuple tuple, Tally tally, End from, ClusterService service) {}

  /** An accept at a mesh proxy's redirect port. */
  record AtProxy(Tuple tuple, Tally tally, End from, End to) {}

  private record Pair(Endpoint from, Endpoint to, Protocol protocol) {}

  private record At(Endpoint to, Protocol protocol) {}

  private final Map<Pair, TreeSet<Integer>> dialled = new HashMap<>();
  private final Map<Pair, TreeSet<Integer>> acceptedFrom = new HashMap<>();
  private final Map<At, TreeSet<Integer>> accepted = new HashMap<>();

  void connected(Connection flow) {
    Pair pair = new Pair(flow.from(), flow.to(), flow.protocol());
    dialled.computeIfAbsent(pair, key -> new TreeSet<>()).add(flow.port());
  }

  void accepted(Connection flow) {
    Pair pair = new Pair(flow.from(), flow.to(), flow.protocol());
    acceptedFrom.computeIfAbsent(pair, key -> new TreeSet<>()).add(flow.port());
    accepted
        .computeIfAbsent(new At(flow.to(), flow.protocol()), key -> new TreeSet<>())
        .add(flow.port());
  }

  boolean wasAccepted(Connection flow) {
    Set<Integer> ports = accepted.get(new At(flow.to(), flow.protocol()));
    return ports != null && ports.contains(flow.port());
  }

  /**
   * Where a workload behind a Service listens, as accepts show: those of this client, else the only
   * one of anybody. Empty when they do not.
   */
  Set<Integer> target(Endpoint from, Workload to, Protocol protocol, int servicePort) {
    Set<Integer> mine = acceptedFrom.getOrDefault(new Pair(from, to, protocol), new TreeSet<>());
    Set<Integer> all = accepted.getOrDefault(new At(to, protocol), new TreeSet<>());
    if (mine.contains(servicePort) || all.contains(servicePort)) {
      return Set.of(servicePort);
    }
    return !mine.isEmpty() ? mine : all.size() == 1 ? all : Set.of();
  }

  /** What this client dialled there. */
  Set<Integer> dialled(Endpoint from, Endpoint to, Protocol protocol) {
    return dialled.getOrDefault(new Pair(from, to, protocol), new TreeSet<>());
  }

  /** Ports that a workload declares beside those of its proxy. */
  static Set<Integer> declared(ClusterWorkload workload, Mesh mesh, Protocol protocol) {
    Set<Integer> ports = new TreeSet<>();
    for (ContainerPort port : workload.ports()) {
      if (port.protocol() == protocol && !mesh.own(port.port())) {
        ports.add(port.port());
      }
    }
    return ports;
  }
}
