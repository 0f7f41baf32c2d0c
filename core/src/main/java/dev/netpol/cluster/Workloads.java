// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.ContainerPort;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Labels;
import dev.netpol.model.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gathers the workloads: top controllers, bare pods, and Services that select nobody. */
final class Workloads {
  private final Owners owners;
  private final Map<Workload, List<ClusterPod>> pods = new HashMap<>();

  /** A ReplicaSet or Job whose owner is not in the snapshot: its template must do. */
  private final Map<Workload, RawController> below = new HashMap<>();

  private Workloads(Owners owners) {
    this.owners = owners;
  }

  static SortedMap<Workload, ClusterWorkload> of(
      Owners owners,
      Collection<RawController> controllers,
      List<ClusterPod> pods,
      Collection<ClusterService> services) {
    Workloads all = new Workloads(owners);
    for (ClusterPod pod : pods) {
      all.pods.computeIfAbsent(pod.workload(), key -> new ArrayList<>()).add(pod);
    }
    for (RawController controller : controllers) {
      Workload top = owners.of(controller);
      all.pods.computeIfAbsent(top, key -> new ArrayList<>());
      all.below.merge(top, controller, (a, b) -> a.name().compareTo(b.name()) <= 0 ? a : b);
    }
    SortedMap<Workload, ClusterWorkload> made = new TreeMap<>();
    all.pods.forEach((id, list) -> made.put(id, all.workload(id, list)));
    for (ClusterService service : services) {
      all.selected(service, made.values()).ifPresent(workload -> made.put(workload.id(), workload));
    }
    return made;
  }

  private ClusterWorkload workload(Workload id, List<ClusterPod> list) {
    Optional<RawController> own = owners.controller(id);
    Optional<RawController> template = own.or(() -> Optional.ofNullable(below.get(id)));
    List<ClusterPod> live = list.stream().filter(ClusterPod::live).toList();
    List<ClusterPod> best = live.isEmpty() ? list : live;
    boolean inferred =
        own.isEmpty() && !list.isEmpty() && list.stream().allMatch(ClusterPod::workloadInferred);
    return new ClusterWorkload(
        id,
        own.flatMap(RawController::selector),
        template.map(RawController::template).orElseGet(() -> common(best)),
        list,
        own.map(RawController::replicas).orElse(live.size()),
        template.map(RawController::ports).orElseGet(() -> ports(best)),
        inferred,
        template
            .map(RawController::hostNetwork)
            .orElseGet(() -> best.stream().allMatch(pod -> pod.pod().hostNetwork())));
  }

  private static Labels common(List<ClusterPod> list) {
    return list.stream().map(pod -> pod.pod().labels()).reduce(Labels::common).orElse(Labels.NONE);
  }

  private static List<ContainerPort> ports(List<ClusterPod> list) {
    Set<ContainerPort> all = new LinkedHashSet<>();
    list.forEach(pod -> all.addAll(pod.pod().ports()));
    return List.copyOf(all);
  }

  // A Service in front of nothing still says which pods are meant.
  private Optional<ClusterWorkload> selected(
      ClusterService service, Collection<ClusterWorkload> known) {
    if (service.selector().isEmpty()) {
      return Optional.empty();
    }
    Labels selector = service.selector().get();
    boolean anyone =
        known.stream()
            .filter(workload -> workload.id().namespace().equals(service.namespace()))
            .filter(workload -> !workload.id().kind().equals("Service"))
            .anyMatch(workload -> matches(workload, selector));
    return anyone
        ? Optional.empty()
        : Optional.of(
            new ClusterWorkload(
                new Workload(service.namespace(), "Service", service.name()),
                Optional.of(LabelSelector.of(selector)),
                selector,
                List.of(),
                0,
                List.of(),
                true,
                false));
  }

  /** Whether pods of the workload, or those its template would make, have all these labels. */
  static boolean matches(ClusterWorkload workload, Labels selector) {
    return (workload.pods().isEmpty() && workload.template().containsAll(selector))
        || workload.pods().stream()
            .anyMatch(pod -> !pod.phase().finished() && pod.pod().labels().containsAll(selector));
  }
}
