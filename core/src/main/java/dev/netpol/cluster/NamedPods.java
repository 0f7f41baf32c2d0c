// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Labels;
import dev.netpol.model.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Pods that a trace names and no object describes: most are gone, replaced by a rollout or done.
 * Those that are named after a known workload join it, and have the labels that it gives its pods.
 *
 * @param pods all pods, these as far as they could be completed
 * @param guessed the ones of which only the name tells the workload; by identity
 */
record NamedPods(List<RawPod> pods, Set<RawPod> guessed) {

  /**
   * Completes them.
   *
   * @param pods sorted
   * @param workloads gathers the workloads of pods that objects describe
   */
  static NamedPods of(
      List<RawPod> pods,
      Collection<RawController> controllers,
      Owners owners,
      Function<List<RawPod>, SortedMap<Workload, ClusterWorkload>> workloads) {
    Set<RawPod> guessed = Collections.newSetFromMap(new IdentityHashMap<>());
    List<RawPod> described = pods.stream().filter(pod -> !isNameOnly(pod, owners)).toList();
    if (described.size() == pods.size()) {
      return new NamedPods(pods, guessed);
    }
    SortedMap<Workload, ClusterWorkload> known = workloads.apply(described);
    PodGuesses guesses = new PodGuesses(owners, controllers, described, known.keySet());
    List<RawPod> all = new ArrayList<>(pods.size());
    for (RawPod pod : pods) {
      ClusterWorkload workload =
          isNameOnly(pod, owners) ? known.get(guesses.of(pod.namespace(), pod.name())) : null;
      if (workload == null || workload.id().kind().equals("Pod")) {
        all.add(pod);
      } else {
        RawPod joined = joined(pod, workload);
        guessed.add(joined);
        all.add(joined);
      }
    }
    return new NamedPods(all, guessed);
  }

  private static boolean isNameOnly(RawPod pod, Owners owners) {
    return pod.origin() == Origin.SIGHTING
        && owners.of(pod).equals(new Workload(pod.namespace(), "Pod", pod.name()));
  }

  private static RawPod joined(RawPod pod, ClusterWorkload workload) {
    Map<String, String> labels = new TreeMap<>(workload.template().asMap());
    labels.putAll(pod.labels().asMap());
    return new RawPod(
        pod.namespace(),
        pod.name(),
        pod.uid(),
        Labels.of(labels),
        new Meta.Owner(workload.id().kind(), workload.id().name()),
        pod.node(),
        pod.hostNetwork() || workload.hostNetwork(),
        workload.ports(),
        pod.hostPorts(),
        pod.mesh(),
        pod.phase(),
        pod.addresses(),
        pod.nodeAddresses(),
        pod.from(),
        pod.to(),
        pod.leaves(),
        pod.seen(),
        pod.origin(),
        pod.at());
  }
}
