// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance.lab;

import dev.netpol.acceptance.lab.Snapshot.Pod;
import dev.netpol.acceptance.lab.Snapshot.Port;
import dev.netpol.acceptance.lab.Snapshot.Translation;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/** Everyone in the lab calls everyone at each port where somebody listens. */
final class Matrix {
  private static final String PROCESS = "probe";

  /**
   * What policies make of it.
   *
   * @param isolated which pods they isolate, in {@code Egress} or {@code Ingress}
   * @param allMayLeaveTo what is assumed for everyone who is isolated, such as {@code
   *     10.244.1.2:53/UDP}
   * @param allMayEnter what is public
   */
  record Expectation(
      BiPredicate<Pod, String> isolated, Set<String> allMayLeaveTo, Set<String> allMayEnter) {}

  private final Snapshot cluster;
  private final Set<Call> calls = new LinkedHashSet<>();

  /**
   * Thinks them up.
   *
   * @param callers addresses outside, and of nodes
   * @param servers addresses outside, and where they listen
   */
  Matrix(Snapshot cluster, Collection<String> callers, Map<String, Integer> servers) {
    this.cluster = cluster;
    Set<String> all = new TreeSet<>(callers);
    cluster.nodes().forEach(it -> all.add(it.address()));
    cluster.pods().forEach(it -> all.add(it.address()));
    for (String from : all) {
      for (Pod to : cluster.pods()) {
        for (Port port : Lab.listening(to)) {
          add(from, to.address(), port.protocol(), port.number());
        }
      }
      if (cluster.podAt(from) != null) {
        servers.forEach((to, port) -> add(from, to, "TCP", port));
      }
    }
  }

  /** A pod always reaches itself. */
  private void add(String from, String to, String protocol, int port) {
    if (!from.equals(to)) {
      calls.add(new Call(PROCESS, protocol.equals("TCP") ? "tcp" : "udp", from, to, port));
    }
  }

  Set<Call> calls() {
    return calls;
  }

  /**
   * Those that have to be blocked: where an end is isolated, and the application does not do that.
   *
   * @param wanted what the application does
   */
  Set<Call> blocked(Expectation expected, Collection<Call> wanted) {
    Set<String> done = new HashSet<>();
    wanted.forEach(call -> behind(call).forEach(it -> done.add(it.from() + " to " + target(it))));
    Set<Call> blocked = new LinkedHashSet<>();
    for (Call call : calls) {
      if (!done.contains(call.from() + " to " + target(call))
          && !(mayLeave(call, expected) && mayEnter(call, expected))) {
        blocked.add(call);
      }
    }
    return blocked;
  }

  private boolean mayLeave(Call call, Expectation expected) {
    Pod from = cluster.podAt(call.from());
    return from == null
        || !expected.isolated().test(from, "Egress")
        || expected.allMayLeaveTo().contains(target(call));
  }

  private boolean mayEnter(Call call, Expectation expected) {
    Pod to = cluster.podAt(call.to());
    return to == null
        || !expected.isolated().test(to, "Ingress")
        || expected.allMayEnter().contains(target(call))
        || isNodeOf(to, call.from());
  }

  private boolean isNodeOf(Pod pod, String address) {
    return cluster.node(pod.node()).address().equals(address);
  }

  /** What a call to a Service becomes; another one stays what it is. */
  private List<Call> behind(Call call) {
    for (Translation it : cluster.services()) {
      if (it.address().equals(call.to())
          && it.port() == call.port()
          && it.protocol().equals(call.protocol())) {
        return it.backends().stream()
            .map(
                pod ->
                    new Call(
                        call.process(), call.how(), call.from(), pod.address(), it.targetPort()))
            .toList();
      }
    }
    return List.of(call);
  }

  private static String target(Call call) {
    return call.to() + ":" + call.port() + "/" + call.protocol();
  }
}
