// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Workload;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What controllers put into names. Generated suffixes use only the letters and digits of
 * k8s.io/apimachinery/pkg/util/rand: no vowels, no 0, 1 or 3.
 */
final class PodNames {
  private static final String SAFE = "[bcdfghjklmnpqrstvwxz2456789]";

  /**
   * {@code generateName} of most controllers: a dash and five characters; or a star, which Calico's
   * flow logs write for all of them.
   */
  static final Pattern GENERATED = Pattern.compile("(.+)-(?:" + SAFE + "{5}|\\*)");

  /** A ReplicaSet: the Deployment's name and the pod-template-hash. */
  static final Pattern REPLICA_SET = Pattern.compile("(.+)-" + SAFE + "{6,10}");

  /**
   * A Job of a CronJob: its schedule in minutes since 1970 (8 digits until 2160), in older clusters
   * in seconds (10 digits).
   */
  static final Pattern CRON_JOB = Pattern.compile("(.+)-([0-9]{8}|[0-9]{10})");

  /** A pod of a StatefulSet; or a star for all of them. */
  static final Pattern ORDINAL = Pattern.compile("(.+)-(?:[0-9]{1,5}|\\*)");

  private PodNames() {}

  /** The first group, if the whole name has that shape. */
  static Optional<String> base(Pattern shape, String name) {
    Matcher matcher = shape.matcher(name);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  // The hash in a pod's labels is the end of its ReplicaSet's name, so that the rest is the name of
  // the Deployment. A ReplicaSet that someone made by hand has no such label.
  static Workload ofReplicaSet(String replicaSet, RawPod pod, Workload self) {
    return cut(replicaSet, pod, "pod-template-hash", "Deployment")
        .or(() -> cut(replicaSet, pod, "rollouts-pod-template-hash", "Rollout"))
        .orElse(self);
  }

  private static Optional<Workload> cut(String name, RawPod pod, String label, String kind) {
    return pod.labels()
        .value(label)
        .filter(hash -> !hash.isEmpty() && name.endsWith("-" + hash))
        .map(hash -> name.substring(0, name.length() - hash.length() - 1))
        .filter(prefix -> !prefix.isEmpty())
        .map(prefix -> new Workload(pod.namespace(), kind, prefix));
  }

  static Workload ofJob(Workload job) {
    return base(CRON_JOB, job.name())
        .map(cronJob -> new Workload(job.namespace(), "CronJob", cronJob))
        .orElse(job);
  }

  static Workload ofReplicationController(String name, RawPod pod, Workload self) {
    return pod.labels()
        .value("deploymentconfig")
        .filter(config -> name.startsWith(config + "-"))
        .map(config -> new Workload(pod.namespace(), "DeploymentConfig", config))
        .orElse(self);
  }

  /** The workload of a pod of which only the name and labels were seen. */
  static Workload byLabels(RawPod pod) {
    Workload self = new Workload(pod.namespace(), "Pod", pod.name());
    Optional<String> base = base(GENERATED, pod.name());
    if (pod.labels().has("statefulset.kubernetes.io/pod-name")) {
      return base(ORDINAL, pod.name())
          .map(name -> new Workload(pod.namespace(), "StatefulSet", name))
          .orElse(self);
    }
    Optional<String> job =
        pod.labels().value("batch.kubernetes.io/job-name").or(() -> pod.labels().value("job-name"));
    if (job.isPresent()) {
      return ofJob(new Workload(pod.namespace(), "Job", job.get()));
    }
    if (base.isEmpty()) {
      return self;
    }
    Workload cut = ofReplicaSet(base.get(), pod, self);
    if (!cut.equals(self)) {
      return cut;
    }
    // A StatefulSet's revision begins with its name, a DaemonSet's is the hash alone.
    return pod.labels()
        .value("controller-revision-hash")
        .map(revision -> revision.startsWith(base.get() + "-") ? "StatefulSet" : "DaemonSet")
        .map(kind -> new Workload(pod.namespace(), kind, base.get()))
        .orElse(self);
  }
}
