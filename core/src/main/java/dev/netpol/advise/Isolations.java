// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.advise.AdviceOptions.PolicyTypes;
import dev.netpol.advise.AdviceOptions.Uncovered;
import dev.netpol.cluster.ClusterNode;
import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.flow.Coverage;
import dev.netpol.flow.Flow;
import dev.netpol.flow.Tuple;
import dev.netpol.model.Direction;
import dev.netpol.model.Endpoint;
import dev.netpol.model.Protocol;
import dev.netpol.model.Workload;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which directions of which workloads the trace shows completely enough to isolate them: every node
 * that runs their pods was captured on that side, and nothing of theirs was filtered out.
 */
final class Isolations {

  private static final int NAMES_SHOWN = 3;

  private final ClusterSnapshot snapshot;
  private final Coverage coverage;
  private final AdviceOptions options;
  private final Set<Workload> dns;
  private final Set<Protocol> protocols;
  private final SortedSet<String> allNodes;
  private final Map<Workload, Set<String>> observedOn = new HashMap<>();

  private final Map<String, Captured> captured = new HashMap<>();

  /**
   * Knows the nodes of workloads from the snapshot and from who observed the flows.
   *
   * @param dns the workloads that serve the cluster's DNS
   */
  Isolations(
      ClusterSnapshot snapshot,
      Collection<Flow> flows,
      Coverage coverage,
      AdviceOptions options,
      Set<Workload> dns) {
    this.snapshot = snapshot;
    this.coverage = coverage;
    this.options = options;
    this.dns = dns;
    this.protocols = protocols(snapshot, flows);
    this.allNodes = new TreeSet<>();
    allNodes.addAll(coverage.nodes());
    for (ClusterNode node : snapshot.nodes()) {
      allNodes.add(node.name());
    }
    for (Flow flow : flows) {
      observed(flow.connection().from(), Direction.EGRESS, flow);
      observed(flow.connection().to(), Direction.INGRESS, flow);
    }
  }

  private void observed(Endpoint observer, Direction direction, Flow flow) {
    if (!(observer instanceof Workload workload)) {
      return;
    }
    Set<String> nodes = observedOn.getOrDefault(workload, new HashSet<>());
    for (Tuple tuple : flow.tuples()) {
      if (tuple.direction() == direction && !tuple.node().isEmpty()) {
        nodes.add(tuple.node());
      }
    }
    if (!nodes.isEmpty()) {
      observedOn.put(workload, nodes);
    }
  }

  /** Whether these workloads, which are selected together, may be isolated. */
  Isolation of(Collection<Workload> workloads, Direction direction) {
    boolean auto = options.policyTypes() == PolicyTypes.AUTO;
    if (!auto && !options.policyTypes().asks(direction)) {
      return Isolation.NOT_ASKED;
    }
    if (direction == Direction.INGRESS && !Collections.disjoint(dns, workloads)) {
      return Isolation.no("it serves the cluster's DNS, to everyone", "");
    }
    if (auto) {
      return covered(workloads, direction);
    }
    return isNamed(workloads) || workloads.stream().anyMatch(this::watched)
        ? Isolation.yes(open(neverCovered()))
        : Isolation.no(
            "none of its pods was captured", "capture on the nodes that run them, or name it");
  }

  /** Whether the user asked for one of them, and not for whatever the trace mentions. */
  private boolean isNamed(Collection<Workload> workloads) {
    return !options.workloads().isEmpty()
        || workloads.stream().anyMatch(one -> options.namespaces().contains(one.namespace()));
  }

  /**
   * Whether the trace could show anything that a pod of the workload saw. Of a mere peer, such as
   * the DNS pods, it shows what its clients did, which says nothing about the rest of its traffic.
   */
  private boolean watched(Workload workload) {
    return observedOn.containsKey(workload)
        || nodes(workload).stream()
            .anyMatch(
                node ->
                    !coverage.leavesOut(node, workload.namespace())
                        && Arrays.stream(Protocol.values())
                            .anyMatch(
                                protocol ->
                                    coverage.covers(node, Direction.EGRESS, protocol)
                                        || coverage.covers(node, Direction.INGRESS, protocol)));
  }

  private Isolation covered(Collection<Workload> workloads, Direction direction) {
    SortedSet<String> missed = new TreeSet<>();
    EnumSet<Protocol> covered = EnumSet.allOf(Protocol.class);
    for (Workload workload : workloads) {
      SortedSet<String> nodes = nodes(workload);
      if (nodes.isEmpty()) {
        return Isolation.no(
            "the nodes of its pods are not known", "add its pods and the nodes to the snapshot");
      }
      for (String node : nodes) {
        Captured here = captured.computeIfAbsent(node, it -> Captured.on(it, coverage));
        if (here.filtered() || coverage.leavesOut(node, workload.namespace())) {
          return Isolation.no(
              "the capture on " + node + " was filtered and left out some of its pods",
              "capture without the filter");
        }
        Set<Protocol> protocolsHere = here.in(direction);
        if (protocolsHere.isEmpty() && !node.isEmpty()) {
          missed.add(node);
        }
        covered.retainAll(protocolsHere);
      }
    }
    if (covered.isEmpty()) {
      String what = direction == Direction.INGRESS ? "accepts" : "connects";
      return Isolation.no(
          what + " not captured" + (missed.isEmpty() ? "" : " on " + some(missed)),
          "capture " + what + " on every node that runs its pods");
    }
    return Isolation.yes(open(complement(covered)));
  }

  /** Nodes that run its pods; where the node of a pod is not known, any may. */
  private SortedSet<String> nodes(Workload workload) {
    SortedSet<String> nodes = new TreeSet<>();
    nodes.addAll(observedOn.getOrDefault(workload, Set.of()));
    boolean unknown = false;
    for (ClusterPod pod :
        snapshot.workload(workload).map(ClusterWorkload::pods).orElse(List.of())) {
      if (pod.live() && !pod.pod().node().isEmpty()) {
        nodes.add(pod.pod().node());
      } else if (pod.live() && !pod.pod().addresses().isEmpty()) {
        unknown = true;
      }
    }
    if (nodes.isEmpty() || unknown) {
      nodes.addAll(allNodes);
    }
    return nodes;
  }

  private Set<Protocol> neverCovered() {
    EnumSet<Protocol> never = EnumSet.allOf(Protocol.class);
    never.removeIf(
        protocol ->
            coverage.nodes().stream()
                .anyMatch(
                    node ->
                        coverage.covers(node, Direction.EGRESS, protocol)
                            || coverage.covers(node, Direction.INGRESS, protocol)));
    return never;
  }

  private Set<Protocol> open(Set<Protocol> uncovered) {
    Set<Protocol> open = EnumSet.noneOf(Protocol.class);
    if (options.uncovered() == Uncovered.ALLOW) {
      open.addAll(uncovered);
      open.retainAll(protocols);
    }
    return open;
  }

  /** TCP and UDP, and SCTP where anything in the cluster speaks it: hardly any cluster does. */
  private static Set<Protocol> protocols(ClusterSnapshot snapshot, Collection<Flow> flows) {
    boolean sctp =
        flows.stream().anyMatch(flow -> flow.connection().protocol() == Protocol.SCTP)
            || snapshot.services().stream()
                .flatMap(service -> service.ports().stream())
                .anyMatch(port -> port.protocol() == Protocol.SCTP)
            || snapshot.workloads().stream()
                .flatMap(workload -> workload.ports().stream())
                .anyMatch(port -> port.protocol() == Protocol.SCTP);
    return sctp ? EnumSet.allOf(Protocol.class) : EnumSet.of(Protocol.TCP, Protocol.UDP);
  }

  private static Set<Protocol> complement(EnumSet<Protocol> protocols) {
    return EnumSet.complementOf(protocols);
  }

  /** The first names, and how many more. */
  static String some(Collection<String> names) {
    String shown = names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
    return names.size() <= NAMES_SHOWN
        ? shown
        : shown + " and " + (names.size() - NAMES_SHOWN) + " more";
  }
}
