// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Pod;
import dev.netpol.model.Workload;
import java.util.Objects;

/**
 * A pod with its history: from when to when it held its addresses.
 *
 * @param uid empty when not known
 * @param workload its top controller, or the pod itself (kind {@code Pod})
 * @param workloadInferred the workload is a guess from names, no object says so
 * @param from first moment it can have held its addresses, epoch nanoseconds; {@link
 *     Long#MIN_VALUE} when not known
 * @param to first moment at which it no longer did; {@link Long#MAX_VALUE} when it still does
 * @param leaves when it was asked to be gone ({@code deletionTimestamp}), {@link Long#MAX_VALUE}
 *     when nobody asked; until it is gone it runs, has its addresses and stays isolated
 * @param mesh the service-mesh proxy inside, {@link Mesh#NONE} for most pods
 * @param origin how the pod became known
 */
public record ClusterPod(
    Pod pod,
    String uid,
    Workload workload,
    boolean workloadInferred,
    long from,
    long to,
    long leaves,
    Phase phase,
    Mesh mesh,
    Origin origin) {

  public ClusterPod {
    Objects.requireNonNull(pod, "pod");
    Objects.requireNonNull(uid, "uid");
    Objects.requireNonNull(workload, "workload");
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(mesh, "mesh");
    Objects.requireNonNull(origin, "origin");
  }

  /** Whether it was there when the snapshot ends, perhaps on its way out: not finished or gone. */
  public boolean live() {
    return !phase.finished() && to == Long.MAX_VALUE;
  }

  /**
   * Whether it held its addresses at that time. Of an unknown time ({@link Long#MIN_VALUE}) only
   * {@link #live()} can tell.
   */
  public boolean heldAt(long epochNanos) {
    return epochNanos == Long.MIN_VALUE ? live() : from <= epochNanos && epochNanos < to;
  }

  /** Whether nobody can say that it has no label: a log names it, and nothing tells its labels. */
  public boolean untold() {
    return origin == Origin.SIGHTING && pod.labels().isEmpty();
  }

  @Override
  public String toString() {
    return pod.toString();
  }
}
