// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance.lab;

import dev.netpol.acceptance.lab.Snapshot.Translation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an application does, taken from the trace of a sample: each of its connections is made, by a
 * process of that name in that pod, to the address that was dialled.
 *
 * @param calls what has to come of each
 * @param seen what the trace says of them
 */
record Application(Map<Call, String> calls, List<Seen> seen) {

  static Application of(Snapshot cluster, Path trace) throws IOException {
    List<Seen> seen = Seen.in(List.of(trace), cluster);
    Map<Call, String> calls = new LinkedHashMap<>();
    for (Seen it : seen) {
      if (it.isConnect()) {
        // Resolvers do both, and the kernel sees them in different places.
        String datagram = calls.size() % 2 == 0 ? "udp" : "sendto";
        calls.put(
            new Call(
                it.process(),
                it.protocol().equals("TCP") ? "tcp" : datagram,
                cluster.pod(it.pod()).address(),
                it.to(),
                it.port()),
            it.protocol().equals("TCP") ? it.outcome() : "established");
      } else if (!it.from().startsWith("127.") && cluster.podAt(it.from()) == null) {
        calls.put(incoming(cluster, it), it.outcome());
      }
    }
    return new Application(calls, seen);
  }

  /** By nobody whose connects were captured: a host outside, or a node that asks its pods. */
  private static Call incoming(Snapshot cluster, Seen accepted) {
    boolean node =
        cluster.nodes().stream()
            .anyMatch(
                it -> it.gateway().equals(accepted.from()) || it.address().equals(accepted.from()));
    for (Translation service : cluster.services()) {
      if (!node
          && service.published()
          && service.targetPort() == accepted.port()
          && service.backends().contains(cluster.podAt(accepted.to()))) {
        return new Call("shopper", "tcp", accepted.from(), service.address(), service.port());
      }
    }
    return new Call(
        node ? "kubelet" : "visitor", "tcp", accepted.from(), accepted.to(), accepted.port());
  }

  /** The addresses outside the cluster that called. */
  Set<String> visitors() {
    Set<String> visitors = new TreeSet<>();
    calls.keySet().stream()
        .filter(it -> it.process().equals("shopper") || it.process().equals("visitor"))
        .forEach(it -> visitors.add(it.from()));
    return visitors;
  }

  /**
   * An address that a node's pods cannot reach.
   *
   * @param isSilent whether nothing says so
   */
  record Unreachable(String node, String to, boolean isSilent) {}

  Set<Unreachable> unreachable() {
    Set<Unreachable> all = new LinkedHashSet<>();
    for (Seen it : seen) {
      if (it.isConnect() && it.outcome().matches("timeout|error-.*")) {
        all.add(new Unreachable(it.node(), it.to(), it.outcome().equals("timeout")));
      }
    }
    return all;
  }

  /** Without what did not work when the trace was taken. */
  Set<Call> working() {
    Set<Call> working = new LinkedHashSet<>(calls.keySet());
    working.removeIf(it -> !calls.get(it).equals("established"));
    return working;
  }
}
