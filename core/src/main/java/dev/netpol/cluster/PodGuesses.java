// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Workload;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The workload of a pod that no object describes, from its name: that of the ReplicaSet or Job it
 * is named after; else the shape of the name alone.
 */
final class PodGuesses {
  // apiserver/pkg/storage/names: a generated name keeps 58 characters of its base.
  private static final int LONGEST = 63;
  private static final int KEPT = LONGEST - 5;

  private static final List<String> MAKES_FIVE =
      List.of("DaemonSet", "Job", "ReplicationController", "ReplicaSet");

  /** By namespace: makers of pods by name, each with the workload it belongs to. */
  private final Map<String, NavigableMap<String, Workload>> makers = new HashMap<>();

  private final Map<String, NavigableMap<String, Workload>> tops = new HashMap<>();

  PodGuesses(
      Owners owners,
      Collection<RawController> controllers,
      Collection<RawPod> pods,
      Collection<Workload> workloads) {
    for (Workload top : workloads) {
      put(tops, top.namespace(), top.kind() + " " + top.name(), top);
      if (MAKES_FIVE.contains(top.kind())) {
        put(makers, top.namespace(), top.name(), top);
      }
    }
    for (RawController controller : controllers) {
      if (MAKES_FIVE.contains(controller.kind())) {
        put(makers, controller.namespace(), controller.name(), owners.of(controller));
      }
    }
    for (RawPod pod : pods) {
      if (pod.owner().present() && MAKES_FIVE.contains(pod.owner().kind())) {
        put(makers, pod.namespace(), pod.owner().name(), owners.of(pod));
      }
    }
  }

  private static void put(
      Map<String, NavigableMap<String, Workload>> into, String ns, String key, Workload top) {
    into.computeIfAbsent(ns, k -> new TreeMap<>())
        .merge(key, top, (a, b) -> a.compareTo(b) <= 0 ? a : b);
  }

  Workload of(String namespace, String pod) {
    Optional<String> base = PodNames.base(PodNames.GENERATED, pod);
    return base.flatMap(name -> maker(namespace, name))
        .or(() -> truncated(namespace, pod))
        .or(() -> base.flatMap(name -> top(namespace, name)))
        .or(() -> ordinal(namespace, pod, "StatefulSet"))
        .or(() -> base.flatMap(name -> ordinal(namespace, name, "Job")))
        .or(() -> base.flatMap(name -> shape(namespace, name)))
        .orElse(new Workload(namespace, "Pod", pod));
  }

  private Optional<Workload> maker(String namespace, String name) {
    return Optional.ofNullable(makers.getOrDefault(namespace, none()).get(name));
  }

  private static NavigableMap<String, Workload> none() {
    return new TreeMap<>();
  }

  private Optional<Workload> truncated(String namespace, String pod) {
    if (pod.length() != LONGEST) {
      return Optional.empty();
    }
    String kept = pod.substring(0, KEPT);
    return makers
        .getOrDefault(namespace, none())
        .tailMap(kept.substring(0, KEPT - 1))
        .entrySet()
        .stream()
        .takeWhile(entry -> entry.getKey().startsWith(kept.substring(0, KEPT - 1)))
        .filter(entry -> (entry.getKey() + "-").startsWith(kept))
        .map(Map.Entry::getValue)
        .min(Comparator.naturalOrder());
  }

  private Optional<Workload> top(String namespace, String base) {
    return PodNames.base(PodNames.REPLICA_SET, base)
        .flatMap(
            name ->
                known(namespace, "Deployment", name).or(() -> known(namespace, "Rollout", name)))
        .or(
            () ->
                PodNames.base(PodNames.CRON_JOB, base)
                    .flatMap(name -> known(namespace, "CronJob", name)));
  }

  private Optional<Workload> ordinal(String namespace, String name, String kind) {
    return PodNames.base(PodNames.ORDINAL, name).flatMap(base -> known(namespace, kind, base));
  }

  private Optional<Workload> known(String namespace, String kind, String name) {
    return Optional.ofNullable(tops.getOrDefault(namespace, none()).get(kind + " " + name));
  }

  private static Optional<Workload> shape(String namespace, String base) {
    return PodNames.base(PodNames.CRON_JOB, base)
        .map(name -> new Workload(namespace, "CronJob", name))
        .or(
            () ->
                PodNames.base(PodNames.REPLICA_SET, base)
                    .map(name -> new Workload(namespace, "Deployment", name)));
  }
}
