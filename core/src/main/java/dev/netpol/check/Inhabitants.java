// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.model.Direction;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Pod;
import dev.netpol.model.Workload;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Peer;
import dev.netpol.policy.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The workloads of a cluster and their pods, sorted into classes that some policies tell apart. */
final class Inhabitants {

  /** A workload; at least one group. */
  record Dweller(Workload workload, List<Group> groups) {}

  private final Modes modes;
  private final Map<String, Set<IpAddress>> nodes;
  private final Population population;
  private final Membership membership;
  private final Mentioned mentioned;
  private final Map<PodClass.Traits, PodClass> classes = new LinkedHashMap<>();
  private final List<Dweller> dwellers = new ArrayList<>();
  private final boolean v4;
  private final boolean v6;

  Inhabitants(ClusterSnapshot snapshot, Collection<NetworkPolicy> policies, Modes modes) {
    this.modes = modes;
    this.nodes = Replay.nodes(snapshot);
    this.population = new Population(modes);
    List<Peer.IpBlock> blocks = blocks(policies).distinct().toList();
    this.membership = new Membership(blocks);
    this.mentioned = Mentioned.by(policies);
    for (ClusterWorkload workload : snapshot.workloads()) {
      if (dwells(workload)) {
        dwellers.add(new Dweller(workload.id(), groups(workload)));
      }
    }
    Set<Boolean> families =
        classes.values().stream()
            .flatMap(it -> it.pod().addresses().stream())
            .map(IpAddress::isV4)
            .collect(Collectors.toSet());
    boolean unknown = families.isEmpty();
    this.v4 = unknown || families.contains(true);
    this.v6 =
        families.contains(false)
            || (unknown && blocks.stream().anyMatch(block -> !block.cidr().isV4()));
  }

  static Stream<Peer.IpBlock> blocks(Collection<NetworkPolicy> policies) {
    return policies.stream()
        .flatMap(it -> Stream.of(Direction.values()).flatMap(way -> it.rules(way).stream()))
        .flatMap(Inhabitants::blocks);
  }

  static Stream<Peer.IpBlock> blocks(Rule rule) {
    return rule.peers().stream()
        .filter(Peer.IpBlock.class::isInstance)
        .map(Peer.IpBlock.class::cast);
  }

  /** Whether there is a pod, or a controller that would make one. */
  private boolean dwells(ClusterWorkload workload) {
    if (workload.pods().stream().anyMatch(population::counts)) {
      return true;
    }
    String kind = workload.id().kind();
    boolean ended = kind.equals("Pod") || (kind.equals("Job") && !workload.pods().isEmpty());
    return !ended && !workload.inferred();
  }

  private List<Group> groups(ClusterWorkload workload) {
    boolean template = workload.pods().stream().noneMatch(population::counts);
    // By number: to hash a class is to hash all that it is made of, for each of its pods.
    Map<Integer, PodClass> kinds = new LinkedHashMap<>();
    Map<Integer, List<Pod>> byKind = new LinkedHashMap<>();
    for (Pod pod : population.of(workload)) {
      PodClass kind = classOf(pod);
      kinds.put(kind.number(), kind);
      byKind.computeIfAbsent(kind.number(), key -> new ArrayList<>()).add(pod);
    }
    List<Group> groups = new ArrayList<>();
    kinds.forEach(
        (number, kind) -> {
          List<Pod> pods = byKind.getOrDefault(number, List.of());
          groups.add(
              new Group(
                  kind,
                  List.copyOf(pods),
                  template ? Population.wouldMake(workload) : pods.size(),
                  pods.stream().map(this::nodesOf).collect(Collectors.toSet())));
        });
    return List.copyOf(groups);
  }

  private PodClass classOf(Pod pod) {
    boolean node = isNode(pod);
    boolean blind = !node && modes.ipBlock() == Modes.IpBlocks.EXTERNAL_ONLY;
    PodClass.Traits traits =
        new PodClass.Traits(
            pod.namespace(),
            mentioned.of(pod.labels()),
            pod.hostNetwork(),
            mentioned.of(pod.ports()),
            membership(pod, true, blind),
            membership(pod, false, blind));
    return classes.computeIfAbsent(traits, key -> PodClass.of(classes.size(), pod, node));
  }

  private Optional<Integer> membership(Pod pod, boolean v4, boolean blind) {
    return pod.addresses().stream()
        .filter(ip -> ip.isV4() == v4)
        .findFirst()
        .map(ip -> blind ? 0 : membership.of(ip));
  }

  private boolean isNode(Pod pod) {
    return pod.hostNetwork() && modes.hostNetwork() == Modes.HostNetwork.NODE;
  }

  /** The nodes that a hostNetwork pod is, by name or address; the one that runs any other pod. */
  private Set<String> nodesOf(Pod pod) {
    Set<String> names = new TreeSet<>();
    if (!pod.node().isEmpty()) {
      names.add(pod.node());
    }
    if (isNode(pod)) {
      nodes.forEach(
          (name, its) -> {
            if (pod.addresses().stream().anyMatch(its::contains)) {
              names.add(name);
            }
          });
    }
    return Set.copyOf(names);
  }

  /** By workload. */
  List<Dweller> dwellers() {
    return dwellers;
  }

  /** By number. */
  List<PodClass> classes() {
    return List.copyOf(classes.values());
  }

  /** Whether addresses of that family can reach the pod, or be reached by it. */
  boolean speaks(PodClass kind, boolean ipv4) {
    return kind.pod().addresses().isEmpty()
        ? ipv4 ? v4 : v6
        : kind.pod().addresses().stream().anyMatch(ip -> ip.isV4() == ipv4);
  }
}
