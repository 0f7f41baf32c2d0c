// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.model.Labels;
import dev.netpol.trace.Identity;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pods of this machine by cgroup: the uid from its path, the name from kubelet's folders or a
 * snapshot, labels from the snapshot. A static pod's cgroup has another uid than its object, so its
 * labels are found by name; those of a pod that is younger than the snapshot are its template's.
 */
final class Pods {
  private final CgroupTable cgroups;
  private final PodNames names;
  private final ClusterSnapshot snapshot;
  private final Map<Long, Pod> known = new HashMap<>();

  Pods(CgroupTable cgroups, PodNames names, ClusterSnapshot snapshot) {
    this.cgroups = cgroups;
    this.names = names;
    this.snapshot = snapshot;
  }

  /** The pod that a cgroup belongs to. */
  Pod of(long cgroup) throws IOException {
    Pod pod = known.get(cgroup);
    if (pod == null) {
      Optional<Owner> owner = cgroups.owner(cgroup);
      pod = owner.isPresent() ? named(owner.get()) : Pod.GONE;
      if (!pod.isPod() || pod.isNamed()) { // else a name may turn up
        known.put(cgroup, pod);
      }
    }
    return pod;
  }

  /** Of a cgroup that has been found. */
  Pod named(Owner owner) throws IOException {
    if (owner.podUid().isEmpty()) {
      return Pod.outside(owner.container());
    }
    String uid = owner.podUid();
    Optional<ClusterPod> object = snapshot.pod(uid);
    Identity identity =
        names
            .of(uid)
            .or(() -> object.map(found -> identity(found, uid)))
            .orElseGet(() -> Identity.pod("", "", uid));
    Optional<ClusterPod> described = object.or(() -> byName(identity));
    return new Pod(
        identity,
        owner.container(),
        described.map(found -> found.pod().labels()).or(() -> template(identity)),
        described
            .filter(found -> !found.pod().hostNetwork())
            .map(found -> found.pod().addresses())
            .orElse(List.of()));
  }

  private static Identity identity(ClusterPod pod, String uid) {
    return Identity.pod(pod.pod().namespace(), pod.pod().name(), uid);
  }

  private Optional<ClusterPod> byName(Identity identity) {
    return identity.name().isEmpty()
        ? Optional.empty()
        : snapshot.podAt(identity.namespace(), identity.name(), Long.MIN_VALUE);
  }

  private Optional<Labels> template(Identity identity) {
    return identity.name().isEmpty()
        ? Optional.empty()
        : snapshot
            .workload(snapshot.workloadByPodName(identity.namespace(), identity.name()))
            .map(ClusterWorkload::template);
  }
}
