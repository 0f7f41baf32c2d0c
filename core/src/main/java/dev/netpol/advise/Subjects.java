// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.flow.Flow;
import dev.netpol.model.Direction;
import dev.netpol.model.Endpoint;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Sorts the workloads: who gets a policy, who cannot get one and why, who was not seen. */
final class Subjects {

  private final ClusterSnapshot snapshot;
  private final Selectors selectors;
  private final Scope scope;
  private final NotGoverned notGoverned;
  private final boolean includeFailed;

  private final Map<Workload, Map<Direction, List<Flow>>> flowsOf = new HashMap<>();
  private final Set<Workload> seen = new HashSet<>();

  /** Those of which a connection worked, or may have. */
  private final Set<Workload> worked = new HashSet<>();

  private final List<Subject> subjects = new ArrayList<>();
  private final List<NotAdvised> notAdvised = new ArrayList<>();

  Subjects(
      ClusterSnapshot snapshot,
      Selectors selectors,
      Scope scope,
      NotGoverned notGoverned,
      Collection<Flow> flows,
      boolean includeFailed) {
    this.snapshot = snapshot;
    this.selectors = selectors;
    this.scope = scope;
    this.notGoverned = notGoverned;
    this.includeFailed = includeFailed;
    flows.forEach(this::sort);
    Set<Workload> done = new HashSet<>();
    for (Workload workload : new TreeSet<>(seen)) {
      if (scope.holds(workload) && !done.contains(workload)) {
        done.addAll(decide(workload));
      }
    }
  }

  List<Subject> list() {
    return subjects;
  }

  List<NotAdvised> notAdvised() {
    return notAdvised;
  }

  /** By workload and direction, what its policies would have to admit. */
  Map<Direction, List<Flow>> flows(Workload workload) {
    return flowsOf.getOrDefault(workload, Map.of());
  }

  /** Those that nothing was seen of; not those that are done, and not those that are nodes. */
  List<Workload> withoutTraffic() {
    return snapshot.workloads().stream()
        .filter(workload -> !workload.hostNetwork())
        .filter(workload -> !isDone(workload))
        .map(ClusterWorkload::id)
        .filter(workload -> !workload.kind().equals(Selectors.SERVICE))
        .filter(scope::holds)
        .filter(workload -> !seen.contains(workload))
        .toList();
  }

  private static boolean isDone(ClusterWorkload workload) {
    return !workload.pods().isEmpty()
        && workload.pods().stream().noneMatch(ClusterPod::live)
        && workload.replicas() == 0;
  }

  private void sort(Flow flow) {
    sort(flow, flow.connection().from(), Direction.EGRESS);
    sort(flow, flow.connection().to(), Direction.INGRESS);
  }

  private void sort(Flow flow, Endpoint end, Direction direction) {
    if (end instanceof Workload workload) {
      seen.add(workload);
      if (!flow.failedOnly()) {
        worked.add(workload);
      }
      if (flow.writes().contains(direction) && (includeFailed || !flow.failedOnly())) {
        flowsOf
            .computeIfAbsent(workload, absent -> new EnumMap<>(Direction.class))
            .computeIfAbsent(direction, absent -> new ArrayList<>())
            .add(flow);
      }
    }
  }

  /** The workloads that this has decided about: this one, and those selected with it. */
  private List<Workload> decide(Workload workload) {
    Optional<ClusterWorkload> known = snapshot.workload(workload);
    if (known.filter(ClusterWorkload::hostNetwork).isPresent()) {
      return no(workload, "its pods use their node's network, and no policy selects them", "");
    }
    if (workload.kind().equals(Selectors.SERVICE)) {
      return no(
          workload,
          "none of the pods behind this Service is known",
          "take the snapshot while they are there");
    }
    if (!PeerFinder.isNamespace(workload.namespace())) {
      return no(workload, "its namespace is none that a cluster can have", "");
    }
    if (known.filter(Selectors::isPresent).isEmpty()) {
      return no(workload, "its pods are gone", "take the snapshot while they are there");
    }
    Selection selection = selectors.of(workload);
    if (selection.selector().isEmpty()) {
      return no(workload, selection.problem(), selection.remedy());
    }
    Map<Direction, List<Flow>> flows = flows(selection.workloads());
    if (flows.isEmpty() && Collections.disjoint(worked, selection.workloads())) {
      no(selection.workloads(), "nothing but failed connections was seen of it", "");
    } else if (flows.isEmpty()) {
      no(
          selection.workloads(),
          "it was seen behind nodes or load balancers only, which hide whom it serves",
          "capture accepts on every node that runs its pods");
    } else if (!isGoverned(flows)) {
      no(
          selection.workloads(),
          "all that was seen of it was with addresses that are not governed",
          "");
    } else {
      LabelSelector selector = selection.selector().get();
      subjects.add(new Subject(selection.workloads(), selector, flows));
    }
    return selection.workloads();
  }

  private boolean isGoverned(Map<Direction, List<Flow>> flows) {
    return flows.entrySet().stream()
        .anyMatch(
            entry ->
                entry.getValue().stream()
                    .anyMatch(flow -> !notGoverned.covers(flow, entry.getKey())));
  }

  private Map<Direction, List<Flow>> flows(List<Workload> together) {
    if (together.size() == 1) {
      return flows(together.get(0)); // as sorted as all flows are
    }
    Map<Direction, SortedSet<Flow>> sorted = new EnumMap<>(Direction.class);
    for (Workload workload : together) {
      flows(workload)
          .forEach(
              (direction, flows) ->
                  sorted.computeIfAbsent(direction, absent -> new TreeSet<>()).addAll(flows));
    }
    Map<Direction, List<Flow>> all = new EnumMap<>(Direction.class);
    sorted.forEach((direction, flows) -> all.put(direction, List.copyOf(flows)));
    return all;
  }

  private void no(List<Workload> together, String reason, String remedy) {
    for (Workload workload : together) {
      if (seen.contains(workload)) {
        no(workload, reason, remedy);
      }
    }
  }

  private List<Workload> no(Workload workload, String reason, String remedy) {
    notAdvised.add(NotAdvised.open(workload, EnumSet.allOf(Direction.class), reason, remedy));
    return List.of(workload);
  }
}
