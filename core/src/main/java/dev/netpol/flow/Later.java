// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

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

  private final Numbers numbers;
  private final Map<Long, Set<Integer>> dialled = new HashMap<>();
  private final Map<Long, Set<Integer>> acceptedFrom = new HashMap<>();
  private final Map<Long, Set<Integer>> accepted = new HashMap<>();

  Later(Numbers numbers) {
    this.numbers = numbers;
  }

  /** A connect led to this flow. */
  void connected(Connection flow) {
    put(dialled, numbers.of(flow.from(), flow.to(), flow.protocol()), flow.port());
  }

  /** An accept led to this flow. */
  void accepted(Connection flow) {
    put(acceptedFrom, numbers.of(flow.from(), flow.to(), flow.protocol()), flow.port());
    put(accepted, numbers.of(flow.to(), flow.protocol()), flow.port());
  }

  private static void put(Map<Long, Set<Integer>> into, long key, int port) {
    into.computeIfAbsent(key, k -> new TreeSet<>()).add(port);
  }

  private static Set<Integer> get(Map<Long, Set<Integer>> from, long key) {
    Set<Integer> ports = from.get(key);
    return ports == null ? Set.of() : ports;
  }

  boolean wasAccepted(Connection flow) {
    return get(accepted, numbers.of(flow.to(), flow.protocol())).contains(flow.port());
  }

  /**
   * Where a workload behind a Service listens, as accepts show: those of this client, else the only
   * one of anybody. Empty when they do not.
   */
  Set<Integer> target(Endpoint from, Workload to, Protocol protocol, int servicePort) {
    Set<Integer> mine = get(acceptedFrom, numbers.of(from, to, protocol));
    Set<Integer> all = get(accepted, numbers.of(to, protocol));
    if (mine.contains(servicePort) || all.contains(servicePort)) {
      return Set.of(servicePort);
    }
    return !mine.isEmpty() ? mine : all.size() == 1 ? all : Set.of();
  }

  /** What this client dialled there. */
  Set<Integer> dialled(Endpoint from, Endpoint to, Protocol protocol) {
    return get(dialled, numbers.of(from, to, protocol));
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
