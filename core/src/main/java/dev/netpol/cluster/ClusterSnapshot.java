// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Diagnostic;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Workload;
import dev.netpol.policy.NetworkPolicy;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known about a cluster: its objects, and who held which address when. Immutable; all lists
 * are sorted by namespace and name.
 */
public final class ClusterSnapshot {

  private final SnapshotOptions options;
  private final Facts facts;
  private final Assembly parts;
  private final AddressBook addresses;
  private final PodIndex pods;
  private final Map<String, ClusterService> servicesByName = new HashMap<>();
  private final Backends backends;
  private final Map<Object, List<Backend>> resolved = new ConcurrentHashMap<>();

  private ClusterSnapshot(Facts facts, SnapshotOptions options) {
    this.facts = facts;
    this.options = options;
    this.parts = new Assembly(facts, options);
    this.addresses = new AddressBook(parts);
    this.pods = new PodIndex(parts.pods);
    parts.services.forEach(service -> servicesByName.put(service.toString(), service));
    this.backends = new Backends(this, parts.workloads.values());
  }

  /** Nothing known. */
  public static ClusterSnapshot empty() {
    return empty(SnapshotOptions.DEFAULT);
  }

  /** Nothing known but the ranges. */
  public static ClusterSnapshot empty(SnapshotOptions options) {
    return of(new Facts(), Objects.requireNonNull(options, "options"));
  }

  static ClusterSnapshot of(Facts facts, SnapshotOptions options) {
    return new ClusterSnapshot(facts, options);
  }

  /**
   * This snapshot and what a trace says besides. Where they speak of one object, this snapshot wins
   * over {@code objects}, and these over {@code sightings}.
   */
  public ClusterSnapshot with(
      Collection<EmbeddedObject> objects, Collection<? extends Sighted> sightings) {
    Objects.requireNonNull(objects, "objects");
    Objects.requireNonNull(sightings, "sightings");
    if (objects.isEmpty() && sightings.isEmpty()) {
      return this;
    }
    Facts more = new Facts(facts);
    SnapshotInput input = new SnapshotInput(options);
    objects.stream()
        .sorted(
            Comparator.comparingLong(EmbeddedObject::time)
                .thenComparing(EmbeddedObject::deleted)
                .thenComparing(EmbeddedObject::json))
        .forEach(
            object ->
                input.read(
                    object.json(),
                    object.at(),
                    more,
                    new Change(Origin.TRACE, object.time(), object.deleted(), false)));
    SightedFacts.add(sightings, more);
    return of(more, options);
  }

  /**
   * Labels by namespace. A namespace that objects stand in but that is not itself there has the one
   * label the API server would give it, {@code kubernetes.io/metadata.name}.
   */
  public SortedMap<String, Labels> namespaces() {
    return parts.namespaceView();
  }

  /** All pods, also finished and deleted ones; several of one name by their start. */
  public List<ClusterPod> pods() {
    return List.copyOf(parts.pods);
  }

  /**
   * Top controllers and bare pods; also, as kind {@code Service} and inferred, Services whose
   * selector matches none of them.
   */
  public List<ClusterWorkload> workloads() {
    return List.copyOf(parts.workloads.values());
  }

  public List<ClusterService> services() {
    return List.copyOf(parts.services);
  }

  /** Nodes, also those known only because pods run on them. */
  public List<ClusterNode> nodes() {
    return parts.nodes.list();
  }

  /** Existing policies, sorted by namespace and name. */
  public List<NetworkPolicy> policies() {
    return parts.policies;
  }

  public Ranges ranges() {
    return parts.ranges;
  }

  /**
   * Why something that was meant as a policy is not among {@link #policies()}, sorted; an answer
   * that rests on them would be wrong. Part of {@link #diagnostics()}.
   */
  public List<Diagnostic> policyErrors() {
    return diagnostics().stream().filter(it -> it.severity() == Diagnostic.Severity.ERROR).toList();
  }

  /** What was wrong with the input, sorted. */
  public List<Diagnostic> diagnostics() {
    return facts.problems().sorted();
  }

  /**
   * Who had this address then: the first that applies of local, pod, Service, node, nobody,
   * outside.
   *
   * @param epochNanos {@link Long#MIN_VALUE} when the time is not known
   */
  public Holder endpointAt(IpAddress address, long epochNanos) {
    Objects.requireNonNull(address, "address");
    return addresses.at(address, epochNanos);
  }

  /** The same of the end of the snapshot: a pod that has let the address go by then is nobody. */
  public Holder endpointAtEnd(IpAddress address) {
    return endpointAt(address, Long.MAX_VALUE - 1);
  }

  /**
   * When the answer of {@link #endpointAt} for this address changes, epoch nanoseconds, ascending;
   * none for an address that always had the same holder. The array is the caller's.
   */
  public long[] cuts(IpAddress address) {
    Objects.requireNonNull(address, "address");
    return parts.history.cuts(address);
  }

  public Optional<ClusterPod> pod(String uid) {
    Objects.requireNonNull(uid, "uid");
    return pods.of(uid);
  }

  /**
   * The pod of that name then: one that had started, if there is one. Of an unknown time, the last.
   */
  public Optional<ClusterPod> podAt(String namespace, String name, long epochNanos) {
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(name, "name");
    return pods.at(namespace, name, epochNanos);
  }

  public Optional<ClusterWorkload> workload(Workload id) {
    Objects.requireNonNull(id, "id");
    return Optional.ofNullable(parts.workloads.get(id));
  }

  /**
   * The workload that a pod of this name belongs to, judged by the name alone: for pods that are
   * gone. It need not be one of {@link #workloads()}.
   */
  public Workload workloadByPodName(String namespace, String pod) {
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(pod, "pod");
    return parts.guesses.of(namespace, pod);
  }

  /**
   * The workload that a pod with these labels belongs to: the only one of the namespace whose
   * controller selects it or, where no controller is known, whose pods have just these.
   */
  public Optional<ClusterWorkload> workloadByLabels(String namespace, Labels labels) {
    Objects.requireNonNull(namespace, "namespace");
    List<ClusterWorkload> all =
        parts.workloads.values().stream()
            .filter(it -> it.id().namespace().equals(namespace))
            .filter(
                it ->
                    it.selector()
                        .map(selector -> selector.matches(labels))
                        .orElse(it.template().equals(labels)))
            .toList();
    return labels.isEmpty() || all.size() != 1 ? Optional.empty() : Optional.of(all.get(0));
  }

  public Optional<ClusterService> service(String namespace, String name) {
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(name, "name");
    return Optional.ofNullable(servicesByName.get(namespace + "/" + name));
  }

  /** Services that every node offers at this port: kube-proxy sends it to their backends. */
  public List<ClusterService> nodePort(dev.netpol.model.Protocol protocol, int port) {
    return parts.services.stream()
        .filter(
            service ->
                service.ports().stream()
                    .anyMatch(p -> p.protocol() == protocol && p.nodePort() == port))
        .toList();
  }

  /**
   * What a port of this node leads to because pods there ask for it ({@code hostPort}), whenever
   * they had their addresses.
   */
  public List<Target> hostPort(String node, dev.netpol.model.Protocol protocol, int port) {
    return parts.hostPorts.at(node, protocol, port);
  }

  /**
   * Services with this load-balancer or external address, which is a node's own, too, where nodes
   * serve as load balancers; several may share it, at ports of their own. Sorted.
   */
  public List<ClusterService> publishedAt(IpAddress address) {
    Objects.requireNonNull(address, "address");
    return addresses.publishedAt(address);
  }

  /** Workloads whose pods the selector of a Service matches; none without selector. */
  public List<ClusterWorkload> selected(ClusterService service) {
    return backends.selected(Objects.requireNonNull(service, "service"));
  }

  /**
   * What a port of a Service leads to, sorted: all workloads whose pods its selector matches, ready
   * or not, at their target ports; without selector its endpoints. Empty when that cannot be told.
   */
  public List<Backend> backends(ClusterService service, ServicePort port) {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(port, "port");
    return resolved.computeIfAbsent(
        List.of(service.toString(), port), key -> backends.of(service, port));
  }

  /** The same by address, of pods that held theirs then: what a packet really reaches. */
  public List<Target> targets(ClusterService service, ServicePort port, long epochNanos) {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(port, "port");
    return backends.targets(service, port, epochNanos);
  }

  /**
   * An address behind a Service or a node's port.
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
