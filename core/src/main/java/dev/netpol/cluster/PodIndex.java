// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pods by what a log calls them: their uid, or their name, which several may have had. */
final class PodIndex {
  private final Map<String, ClusterPod> byUid = new HashMap<>();
  private final Map<String, Map<String, List<ClusterPod>>> byName = new HashMap<>();

  /**
   * An index.
   *
   * @param pods those of one name by their start
   */
  PodIndex(List<ClusterPod> pods) {
    for (ClusterPod pod : pods) {
      if (!pod.uid().isEmpty()) {
        byUid.put(pod.uid(), pod);
      }
      byName
          .computeIfAbsent(pod.pod().namespace(), key -> new HashMap<>())
          .computeIfAbsent(pod.pod().name(), key -> new ArrayList<>(1))
          .add(pod);
    }
  }

  Optional<ClusterPod> of(String uid) {
    return Optional.ofNullable(byUid.get(uid));
  }

  /** The last that had started then, or the last of all where the time is not known. */
  Optional<ClusterPod> at(String namespace, String name, long epochNanos) {
    List<ClusterPod> named = byName.getOrDefault(namespace, Map.of()).getOrDefault(name, List.of());
    Optional<ClusterPod> found = Optional.empty();
    for (ClusterPod pod : named) {
      if (epochNanos == Long.MIN_VALUE || pod.from() <= epochNanos) {
        found = Optional.of(pod);
      }
    }
    return found;
  }
}
