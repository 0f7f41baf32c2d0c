// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Diagnostic;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Workload;
import dev.netpol.policy.NetworkPolicy;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known about a cluster: its objects, and who held which address when. Immutable; all lists
 * are sorted by namespace and name.
 */
public final class ClusterSnapshot {

  private final SnapshotOptions options;

  private ClusterSnapshot(SnapshotOptions options) {
    this.options = options;
  }

  /** Nothing known. */
  public static ClusterSnapshot empty() {
    return empty(SnapshotOptions.DEFAULT);
  }

  /** Nothing known but the ranges. */
  public static ClusterSnapshot empty(SnapshotOptions options) {
    return new ClusterSnapshot(Objects.requireNonNull(options, "options"));
  }

  /**
   * This snapshot and what a trace says besides. Where they speak of one object, this snapshot wins
   * over {@code objects}, and these over {@code sightings}.
   */
  public ClusterSnapshot with(Collection<EmbeddedObject> objects, Collection<Sighted> sightings) {
    Objects.requireNonNull(objects, "objects");
    Objects.requireNonNull(sightings, "sightings");
    return new ClusterSnapshot(options);
  }

  /**
   * Labels by namespace. A namespace that objects stand in but that is not itself there has the one
   * label the API server would give it, {@code kubernetes.io/metadata.name}.
   */
  public SortedMap<String, Labels> namespaces() {
    return Collections.unmodifiableSortedMap(new TreeMap<>());
  }

  public List<ClusterPod> pods() {
    return List.of();
  }

  public List<ClusterWorkload> workloads() {
    return List.of();
  }

  public List<ClusterService> services() {
    return List.of();
  }

  public List<ClusterNode> nodes() {
    return List.of();
  }

  /** Existing policies, sorted by namespace and name. */
  public List<NetworkPolicy> policies() {
    return List.of();
  }

  public Ranges ranges() {
    return Ranges.NONE;
  }

  /** What was wrong with the input, sorted. */
  public List<Diagnostic> diagnostics() {
    return List.of();
  }

  /**
   * Who had this address then: the first that applies of local, pod, Service, node, nobody,
   * outside.
   *
   * @param epochNanos {@link Long#MIN_VALUE} when the time is not known
   */
  public Holder endpointAt(IpAddress address, long epochNanos) {
    Objects.requireNonNull(address, "address");
    return new Holder.Outside();
  }

  /**
   * When the answer of {@link #endpointAt} for this address changes, epoch nanoseconds, ascending;
   * none for most addresses. The array is the caller's.
   */
  public long[] cuts(IpAddress address) {
    Objects.requireNonNull(address, "address");
    return new long[0];
  }

  public Optional<ClusterPod> pod(String uid) {
    Objects.requireNonNull(uid, "uid");
    return Optional.empty();
  }

  /** The pod of that name then; of an unknown time, the last one. */
  public Optional<ClusterPod> podAt(String namespace, String name, long epochNanos) {
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(name, "name");
    return Optional.empty();
  }

  public Optional<ClusterWorkload> workload(Workload id) {
    Objects.requireNonNull(id, "id");
    return Optional.empty();
  }

  public Optional<ClusterService> service(String namespace, String name) {
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(name, "name");
    return Optional.empty();
  }

  /**
   * What a port of a Service leads to, sorted: all workloads whose pods its selector matches, ready
   * or not, at their target ports; without selector its endpoints. Empty when that cannot be told.
   */
  public List<Backend> backends(ClusterService service, ServicePort port) {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(port, "port");
    return List.of();
  }

  /** The same by address, of pods that held theirs then: what a packet really reaches. */
  public List<Target> targets(ClusterService service, ServicePort port, long epochNanos) {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(port, "port");
    return List.of();
  }

  /**
   * An address behind a Service.
   *
   * @param pod who holds the address, if a pod does
   */
  public record Target(IpAddress address, int port, Optional<ClusterPod> pod) {
    public Target {
      Objects.requireNonNull(address, "address");
      Objects.requireNonNull(pod, "pod");
    }
  }
}
