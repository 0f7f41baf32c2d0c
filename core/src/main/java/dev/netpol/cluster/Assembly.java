// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Labels;
import dev.netpol.model.Pod;
import dev.netpol.model.Workload;
import dev.netpol.policy.NetworkPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Joins the facts: which pod is whose, what a Service's endpoints are, what each node is called.
 */
final class Assembly {
  final SortedMap<String, Labels> namespaces = new TreeMap<>();
  final List<ClusterPod> pods = new ArrayList<>();
  final SortedMap<Workload, ClusterWorkload> workloads;
  final List<ClusterService> services = new ArrayList<>();
  final NodeAddresses nodes;
  final List<NetworkPolicy> policies;
  final Ranges ranges;
  final AddressHistory history;
  final PodGuesses guesses;
  final HostPorts hostPorts = new HostPorts();

  Assembly(Facts facts, SnapshotOptions options) {
    List<RawController> controllers =
        facts.controllers().stream()
            .sorted(
                Comparator.comparing(RawController::namespace)
                    .thenComparing(RawController::kind)
                    .thenComparing(RawController::name))
            .toList();
    List<RawPod> sorted =
        facts.pods().stream()
            .sorted(
                Comparator.comparing(RawPod::namespace)
                    .thenComparing(RawPod::name)
                    .thenComparingLong(RawPod::from)
                    .thenComparingLong(RawPod::seen)
                    .thenComparing(RawPod::uid))
            .toList();
    Owners owners = new Owners(controllers);
    NamedPods named =
        NamedPods.of(
            sorted,
            controllers,
            owners,
            some -> {
              List<ClusterPod> described =
                  some.stream().map(raw -> pod(raw, owners, false)).toList();
              return Workloads.of(owners, controllers, described, List.of());
            });
    List<RawPod> rawPods = named.pods();
    history = new AddressHistory(pods, pods(named, owners));
    services(facts);
    workloads = Workloads.of(owners, controllers, pods, services);
    nodes = new NodeAddresses(facts, rawPods);
    policies = facts.policies().stream().sorted(Comparator.comparing(NetworkPolicy::id)).toList();
    ranges = RangeBuilder.of(options, facts, nodes, rawPods, services);
    guesses = new PodGuesses(owners, controllers, rawPods, workloads.keySet());
    namespaces(facts);
  }

  /** Fills {@link #pods}; when each was first heard of. */
  private IdentityHashMap<ClusterPod, Long> pods(NamedPods all, Owners owners) {
    IdentityHashMap<ClusterPod, Long> seen = new IdentityHashMap<>();
    for (RawPod raw : all.pods()) {
      ClusterPod pod = pod(raw, owners, all.guessed().contains(raw));
      pods.add(pod);
      hostPorts.add(raw, pod);
      if (raw.seen() != Long.MIN_VALUE) {
        seen.put(pod, raw.seen());
      }
    }
    return seen;
  }

  private static ClusterPod pod(RawPod raw, Owners owners, boolean guessed) {
    Workload workload = owners.of(raw);
    return new ClusterPod(
        new Pod(
            raw.namespace(),
            raw.name(),
            raw.labels(),
            raw.addresses(),
            raw.hostNetwork(),
            raw.node(),
            raw.ports()),
        raw.uid(),
        workload,
        guessed || owners.guessed(raw, workload),
        raw.from(),
        raw.to(),
        raw.leaves(),
        raw.phase(),
        raw.mesh(),
        raw.origin());
  }

  private void services(Facts facts) {
    Map<String, List<RawEndpoints>> behind = new HashMap<>();
    for (RawEndpoints slice : facts.endpoints()) {
      behind
          .computeIfAbsent(slice.namespace() + "/" + slice.service(), key -> new ArrayList<>())
          .add(slice);
    }
    for (ClusterService service : facts.services()) {
      List<RawEndpoints> all = behind.getOrDefault(service.toString(), List.of());
      boolean slices = all.stream().anyMatch(some -> !some.legacy());
      services.add(
          new ClusterService(
              service.namespace(),
              service.name(),
              service.type(),
              service.clusterIps(),
              service.externalIps(),
              service.loadBalancerIps(),
              service.sourceRanges(),
              service.selector(),
              service.ports(),
              all.stream()
                  .filter(some -> some.legacy() != slices)
                  .sorted(Comparator.comparing(RawEndpoints::slice))
                  .flatMap(some -> some.addresses().stream())
                  .distinct()
                  .toList(),
              service.origin()));
    }
    services.sort(
        Comparator.comparing(ClusterService::namespace).thenComparing(ClusterService::name));
  }

  // The API server labels every namespace with its name; objects in a namespace that is not itself
  // in the snapshot prove that it exists.
  private void namespaces(Facts facts) {
    Map<String, Labels> known = new TreeMap<>(facts.namespaces());
    pods.forEach(pod -> known.putIfAbsent(pod.pod().namespace(), Labels.NONE));
    workloads.keySet().forEach(id -> known.putIfAbsent(id.namespace(), Labels.NONE));
    services.forEach(service -> known.putIfAbsent(service.namespace(), Labels.NONE));
    policies.forEach(policy -> known.putIfAbsent(policy.namespace(), Labels.NONE));
    known.forEach(
        (name, labels) -> {
          SortedMap<String, String> with = new TreeMap<>(labels.asMap());
          with.putIfAbsent("kubernetes.io/metadata.name", name);
          namespaces.put(name, Labels.of(with));
        });
  }

  SortedMap<String, Labels> namespaceView() {
    return Collections.unmodifiableSortedMap(namespaces);
  }
}
