// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.cluster.ClusterNode;
import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.Origin;
import dev.netpol.model.Diagnostic;
import dev.netpol.model.Position;
import dev.netpol.trace.Identity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which node of a cluster a trace means where it calls it otherwise: a tool that is not told the
 * node's name says the machine's, and a cloud may name its nodes by another rule.
 */
final class NodeNames {

  /** Set by the kubelet (k8s.io/api/core/v1, LabelHostname). */
  private static final String HOSTNAME = "kubernetes.io/hostname";

  private static final Position TRACE = Position.of("<trace>");

  /** Those of the cluster, but for what only a log calls one. */
  private final List<ClusterNode> nodes;

  /** By a name that is none of theirs: the nodes of the pods that were seen there. */
  private final Map<String, SortedSet<String>> ofPods = new TreeMap<>();

  private final SortedSet<String> unknown;

  private NodeNames(ClusterSnapshot snapshot, FlowTable table) {
    Set<String> withPods = new HashSet<>();
    snapshot.pods().stream()
        .filter(NodeNames::isTold)
        .forEach(pod -> withPods.add(pod.pod().node()));
    this.nodes =
        snapshot.nodes().stream()
            .filter(
                node ->
                    isObject(node) || !node.addresses().isEmpty() || withPods.contains(node.name()))
            .toList();
    this.unknown = new TreeSet<>(table.coverage().nodes());
    unknown.remove("");
    nodes.forEach(node -> unknown.remove(node.name()));
    if (!unknown.isEmpty()) {
      table.tuples().keySet().stream()
          .filter(tuple -> unknown.contains(tuple.node()))
          .forEach(tuple -> observed(tuple, snapshot));
    }
  }

  /** What the trace calls nodes otherwise than the cluster: by its name the cluster's. */
  static SortedMap<String, String> others(ClusterSnapshot snapshot, FlowTable table) {
    NodeNames names = new NodeNames(snapshot, table);
    SortedMap<String, String> others = new TreeMap<>();
    names.unknown.forEach(name -> names.meant(name).ifPresent(node -> others.put(name, node)));
    return others;
  }

  /**
   * What a person should know of it.
   *
   * @param others names that were replaced in the table
   */
  static List<Diagnostic> findings(
      ClusterSnapshot snapshot, FlowTable table, SortedMap<String, String> others) {
    List<Diagnostic> findings = new ArrayList<>();
    others.forEach(
        (name, node) ->
            findings.add(
                Diagnostic.warning(
                    "node-name",
                    TRACE,
                    "node " + name + " of the trace is taken for " + node + " of the cluster",
                    "tell the capture the node's name in the cluster")));
    NodeNames names = new NodeNames(snapshot, table);
    // A snapshot may hold some of the pods, but hardly some of the nodes.
    if (!names.unknown.isEmpty() && names.nodes.stream().anyMatch(NodeNames::isObject)) {
      String first = names.unknown.first();
      findings.add(
          Diagnostic.warning(
              "unknown-node",
              TRACE,
              (names.unknown.size() == 1
                      ? "node " + first + " of the trace is none of the cluster"
                      : names.unknown.size()
                          + " nodes of the trace are none of the cluster, "
                          + first
                          + " the first of them")
                  + ": what was captured there covers the pods of no node",
              "tell the capture the node's name in the cluster; a node that is gone by now needs"
                  + " nothing"));
    }
    return findings;
  }

  private static boolean isTold(ClusterPod pod) {
    return pod.origin() != Origin.SIGHTING;
  }

  /** Whether there is an object of it: the kubelet labels each, and no log does. */
  private static boolean isObject(ClusterNode node) {
    return !node.labels().isEmpty() || !node.podCidrs().isEmpty();
  }

  // By uid alone: a pod of a StatefulSet is made anew elsewhere under its old name.
  private void observed(Tuple tuple, ClusterSnapshot snapshot) {
    if (tuple.observer().kind() == Identity.Kind.POD && !tuple.observer().uid().isEmpty()) {
      snapshot
          .pod(tuple.observer().uid())
          .filter(NodeNames::isTold)
          .map(ClusterPod::pod)
          .filter(pod -> !pod.node().isEmpty())
          .ifPresent(
              pod -> ofPods.computeIfAbsent(tuple.node(), key -> new TreeSet<>()).add(pod.node()));
    }
  }

  /** The only node that the name can mean. */
  private Optional<String> meant(String name) {
    SortedSet<String> pods = ofPods.getOrDefault(name, new TreeSet<>());
    if (pods.size() == 1) {
      return Optional.of(pods.first());
    }
    return pods.isEmpty()
        ? only(node -> called(node).anyMatch(name::equalsIgnoreCase))
            .or(() -> only(node -> called(node).anyMatch(other -> isShort(name, other))))
        : Optional.empty();
  }

  private Optional<String> only(Predicate<ClusterNode> fits) {
    List<String> fitting = nodes.stream().filter(fits).map(ClusterNode::name).toList();
    return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
  }

  private static Stream<String> called(ClusterNode node) {
    return Stream.concat(Stream.of(node.name()), node.labels().value(HOSTNAME).stream());
  }

  /** Whether one is the other without its domain; two domains are two hosts. */
  private static boolean isShort(String name, String other) {
    return isHostOf(name, other) || isHostOf(other, name);
  }

  private static boolean isHostOf(String host, String full) {
    return full.length() > host.length()
        && full.charAt(host.length()) == '.'
        && host.indexOf('.') < 0
        && full.regionMatches(true, 0, host, 0, host.length());
  }
}
