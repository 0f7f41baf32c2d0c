// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterService;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Labels;
import dev.netpol.model.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The selector of each workload of a snapshot; subjects and peers are selected alike. */
final class Selectors {

  /** Kind of the stand-in for pods of which only a Service's selector is known. */
  static final String SERVICE = "Service";

  private final ClusterSnapshot snapshot;
  private final Map<String, List<ClusterWorkload>> workloads;
  private final Map<String, NamespaceSelectors> present = new HashMap<>();
  private final Map<String, NamespaceSelectors> withGone = new HashMap<>();

  Selectors(ClusterSnapshot snapshot) {
    this.snapshot = snapshot;
    this.workloads =
        snapshot.workloads().stream()
            .filter(workload -> !workload.id().kind().equals(SERVICE))
            .collect(Collectors.groupingBy(workload -> workload.id().namespace()));
  }

  Selection of(Workload workload) {
    if (workload.kind().equals(SERVICE)) {
      return ofService(workload);
    }
    Optional<Selection> selection =
        present
            .computeIfAbsent(workload.namespace(), namespace -> over(namespace, false))
            .of(workload);
    return selection.map(this::orUntold).orElseGet(() -> ofGone(workload));
  }

  /** Of pods that a log only names nobody can say that they have no label. */
  private Selection orUntold(Selection selection) {
    boolean untold =
        selection.selector().isEmpty()
            && selection.workloads().stream()
                .map(snapshot::workload)
                .flatMap(Optional::stream)
                .allMatch(Selectors::isUntold);
    return untold
        ? new Selection(
            selection.workloads(),
            Optional.empty(),
            "its labels are not known: the log names its pods, and no object says more",
            "add its pods with --snapshot; docs/snapshots.md has the kubectl command")
        : selection;
  }

  private static boolean isUntold(ClusterWorkload workload) {
    return workload.selector().isEmpty()
        && workload.template().isEmpty()
        && workload.pods().stream().allMatch(ClusterPod::untold);
  }

  /** Whether pods of it are there, or a controller that makes some. */
  static boolean isPresent(ClusterWorkload workload) {
    return workload.pods().stream().anyMatch(ClusterPod::live)
        || (!workload.id().kind().equals("Pod") && !workload.inferred());
  }

  /** What is gone must not make those that are there hard to tell apart. */
  private Selection ofGone(Workload workload) {
    Optional<Selection> selection =
        withGone
            .computeIfAbsent(workload.namespace(), namespace -> over(namespace, true))
            .of(workload);
    if (selection.isEmpty()) {
      return Selection.none(
          workload,
          "it is not in the snapshot",
          "take the snapshot while the pods of " + workload + " are there");
    }
    Optional<Workload> alike =
        selection.get().workloads().stream()
            .filter(other -> snapshot.workload(other).filter(Selectors::isPresent).isPresent())
            .findFirst();
    return alike
        .map(
            other ->
                Selection.none(
                    workload, "it is gone, and its labels are those of " + other + " now", ""))
        .orElseGet(selection::get);
  }

  private Selection ofService(Workload workload) {
    return snapshot
        .service(workload.namespace(), workload.name())
        .flatMap(ClusterService::selector)
        .filter(selector -> !selector.isEmpty())
        .map(selector -> Selection.of(List.of(workload), LabelSelector.of(selector)))
        .orElseGet(
            () ->
                Selection.none(
                    workload, "its Service has no selector in the snapshot", "add it to one"));
  }

  private NamespaceSelectors over(String namespace, boolean gone) {
    return new NamespaceSelectors(
        workloads.getOrDefault(namespace, List.of()).stream()
            .filter(workload -> gone || isPresent(workload))
            .map(Selectors::faces)
            .toList());
  }

  private static Faces faces(ClusterWorkload workload) {
    List<Labels> labels = new ArrayList<>();
    boolean present = isPresent(workload);
    workload.pods().stream()
        .filter(pod -> pod.live() || !present)
        .forEach(pod -> labels.add(pod.pod().labels()));
    if (labels.isEmpty() || !workload.template().isEmpty()) {
      labels.add(workload.template());
    }
    return Faces.of(workload.id(), workload.selector(), labels);
  }
}
