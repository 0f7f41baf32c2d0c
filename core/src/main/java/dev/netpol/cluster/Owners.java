// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Workload;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the top controller of a pod. Only what is remade under new names is climbed over: a
 * ReplicaSet, a Job, a ReplicationController. A Deployment that an operator's own resource manages
 * stays the workload, since its template is what makes the pods.
 */
final class Owners {
  private static final Set<String> CONTROLLERS =
      Set.of(
          "ReplicaSet",
          "Deployment",
          "StatefulSet",
          "DaemonSet",
          "Job",
          "CronJob",
          "ReplicationController",
          "DeploymentConfig",
          "Rollout");

  private final Map<Workload, RawController> controllers = new HashMap<>();

  Owners(Collection<RawController> known) {
    for (RawController controller : known) {
      controllers.put(
          new Workload(controller.namespace(), controller.kind(), controller.name()), controller);
    }
  }

  /** Whether objects of this kind make pods. */
  static boolean controls(String kind) {
    return CONTROLLERS.contains(kind);
  }

  Optional<RawController> controller(Workload id) {
    return Optional.ofNullable(controllers.get(id));
  }

  /** The workload of a pod that an object describes. */
  Workload of(RawPod pod) {
    // Static pods belong to their Node: to a policy they are bare pods.
    if (!pod.owner().present() || pod.owner().kind().equals("Node")) {
      return pod.origin() == Origin.SIGHTING
          ? PodNames.byLabels(pod)
          : new Workload(pod.namespace(), "Pod", pod.name());
    }
    return top(pod.namespace(), pod.owner(), pod);
  }

  /** The workload that a controller belongs to: itself for most. */
  Workload of(RawController controller) {
    Meta.Owner self = new Meta.Owner(controller.kind(), controller.name());
    return top(controller.namespace(), self, null);
  }

  /** Whether a top controller is only a guess from a name. */
  boolean guessed(RawPod pod, Workload top) {
    return pod.owner().kind().equals("Job")
        && top.kind().equals("CronJob")
        && controller(top).isEmpty()
        && controller(new Workload(pod.namespace(), "Job", pod.owner().name())).isEmpty();
  }

  private Workload top(
      String namespace, Meta.Owner owner, @org.jspecify.annotations.Nullable RawPod pod) {
    Workload self = new Workload(namespace, owner.kind(), owner.name());
    boolean remade =
        owner.kind().equals("ReplicaSet")
            || owner.kind().equals("Job")
            || owner.kind().equals("ReplicationController");
    if (!remade) {
      return self;
    }
    Optional<RawController> known = controller(self);
    if (known.isPresent()) {
      Meta.Owner above = known.get().owner();
      return above.present() ? new Workload(namespace, above.kind(), above.name()) : self;
    }
    return switch (owner.kind()) {
      case "ReplicaSet" -> pod == null ? self : PodNames.ofReplicaSet(owner.name(), pod, self);
      case "Job" -> PodNames.ofJob(self);
      default -> pod == null ? self : PodNames.ofReplicationController(owner.name(), pod, self);
    };
  }
}
