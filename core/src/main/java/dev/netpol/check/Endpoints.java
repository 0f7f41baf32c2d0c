// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterService;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ClusterSnapshot.Target;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.cluster.Holder;
import dev.netpol.cluster.ServicePort;
import dev.netpol.flow.Tally;
import dev.netpol.model.ContainerPort;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Pod;
import dev.netpol.model.Protocol;
import dev.netpol.policy.Party;
import dev.netpol.policy.PolicySet;
import dev.netpol.policy.Seen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What stands behind a Service, found once more from the pods themselves: a mistake of the one who
 * resolved the flows must not be repeated here.
 */
final class Endpoints {

  /** An endpoint and the port on which it listens. */
  record Endpoint(Seen party, int port) {

    /** Whether its address is of this family; one that is not known is of any. */
    boolean isOf(boolean v4) {
      Optional<IpAddress> ip = party.party().ip();
      return ip.isEmpty() || ip.get().isV4() == v4;
    }
  }

  private final ClusterSnapshot snapshot;
  private final PolicySet policies;
  private final Map<String, List<ClusterPod>> byNamespace = new HashMap<>();
  private final Map<ClusterService, List<ClusterPod>> selected = new ConcurrentHashMap<>();
  private final Map<ServicePortOf, List<Backend>> backends = new ConcurrentHashMap<>();

  private record ServicePortOf(ClusterService service, ServicePort port) {
    // Asked for every connect: what tells most of them apart is enough.
    @Override
    public int hashCode() {
      return 31 * service.hashCode() + port.port();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ServicePortOf it
          && Objects.equals(port, it.port)
          && Objects.equals(service, it.service);
    }
  }

  /** A pod behind a Service port, whenever it was there. */
  private record Backend(ClusterPod pod, List<Endpoint> endpoints) {}

  Endpoints(ClusterSnapshot snapshot, PolicySet policies) {
    this.snapshot = snapshot;
    this.policies = policies;
    for (ClusterPod pod : snapshot.pods()) {
      byNamespace.computeIfAbsent(pod.pod().namespace(), key -> new ArrayList<>()).add(pod);
    }
  }

  /**
   * The endpoints of a Service port while the connections were seen; empty when none is known.
   *
   * @param dialled only endpoints of its family are reached; of any family where it is not known
   */
  List<Endpoint> of(
      ClusterService service, ServicePort port, Optional<IpAddress> dialled, Tally tally) {
    List<Endpoint> all = new ArrayList<>();
    if (service.selector().isEmpty()) {
      listed(service, port, tally, all);
    } else {
      for (Backend backend :
          backends.computeIfAbsent(new ServicePortOf(service, port), this::backends)) {
        if (held(backend.pod(), tally)) {
          all.addAll(backend.endpoints());
        }
      }
      // Pods that do not declare a named target port are no endpoints; others' templates neither.
      if (selected.computeIfAbsent(service, this::select).isEmpty()) {
        templates(service, port, all);
      }
    }
    return ofFamily(dialled, all);
  }

  /** Likewise, of a port of a node that pods there ask for ({@code hostPort}). */
  List<Endpoint> of(
      String node, Protocol protocol, int port, Optional<IpAddress> dialled, Tally tally) {
    List<Endpoint> all = new ArrayList<>();
    for (Target target : snapshot.hostPort(node, protocol, port)) {
      ClusterPod pod = target.pod().orElseThrow();
      if (held(pod, tally)) {
        all.add(endpoint(Party.of(pod.pod(), target.address()), target.port()));
      }
    }
    return ofFamily(dialled, all);
  }

  private static List<Endpoint> ofFamily(Optional<IpAddress> dialled, List<Endpoint> all) {
    if (dialled.isPresent()) {
      boolean v4 = dialled.get().isV4();
      all.removeIf(it -> !it.isOf(v4));
    }
    return all;
  }

  private List<Backend> backends(ServicePortOf of) {
    List<Backend> found = new ArrayList<>();
    for (ClusterPod pod : selected.computeIfAbsent(of.service(), this::select)) {
      port(of.port(), pod.pod().ports())
          .ifPresent(number -> found.add(new Backend(pod, endpoints(pod.pod(), number))));
    }
    return found;
  }

  private List<ClusterPod> select(ClusterService service) {
    Labels selector = service.selector().orElse(Labels.NONE);
    return byNamespace.getOrDefault(service.namespace(), List.of()).stream()
        .filter(pod -> !pod.phase().finished() && pod.pod().labels().containsAll(selector))
        .toList();
  }

  private static boolean held(ClusterPod pod, Tally tally) {
    return tally.first() == Long.MIN_VALUE
        ? pod.live()
        : pod.from() <= tally.last() && tally.first() < pod.to();
  }

  private List<Endpoint> endpoints(Pod pod, int port) {
    return pod.addresses().stream().map(ip -> endpoint(Party.of(pod, ip), port)).toList();
  }

  private Endpoint endpoint(Party party, int port) {
    return new Endpoint(policies.see(party), port);
  }

  /** Nobody was there: what its controllers would make, else whatever has its labels. */
  private void templates(ClusterService service, ServicePort port, List<Endpoint> all) {
    Labels selector = service.selector().orElse(Labels.NONE);
    for (ClusterWorkload workload : snapshot.workloads()) {
      if (workload.id().namespace().equals(service.namespace())
          && workload.template().containsAll(selector)) {
        port(port, workload.ports())
            .ifPresent(
                number -> all.add(endpoint(Party.of(Population.template(workload)), number)));
      }
    }
    if (all.isEmpty()) {
      Pod any =
          new Pod(
              service.namespace(),
              service.name(),
              selector,
              List.of(),
              false,
              "",
              List.of(),
              "Service");
      port(port, List.of()).ifPresent(number -> all.add(endpoint(Party.of(any), number)));
    }
  }

  /** EndpointSlices, where no selector says it. Their ports have the name of the Service's. */
  private void listed(ClusterService service, ServicePort port, Tally tally, List<Endpoint> all) {
    for (ClusterService.EndpointAddress it : service.endpoints()) {
      if (it.protocol() == port.protocol() && it.portName().equals(port.name())) {
        int number = it.port() != 0 ? it.port() : port(port, List.of()).orElse(0);
        party(it.address(), tally.first())
            .filter(party -> number != 0)
            .ifPresent(party -> all.add(endpoint(party, number)));
      }
    }
  }

  private Optional<Party> party(IpAddress ip, long time) {
    Holder holder = snapshot.endpointAt(ip, time);
    if (holder instanceof Holder.OfPod held) {
      return Optional.of(Party.of(held.pod().pod(), ip));
    }
    if (holder instanceof Holder.OfNode held) {
      return Optional.of(Party.ofNode(held.node(), ip));
    }
    return holder instanceof Holder.Outside ? Optional.of(Party.of(ip)) : Optional.empty();
  }

  /** A number, or a name that the pod gives a port of this protocol (core/v1 ServicePort). */
  static Optional<Integer> port(ServicePort port, List<ContainerPort> declared) {
    if (!port.named()) {
      return port.targetPort().isEmpty() || port.targetPort().length() > 5
          ? Optional.empty()
          : Optional.of(Integer.valueOf(port.targetPort()))
              .filter(number -> number > 0 && number < 65536);
    }
    return declared.stream()
        .filter(it -> it.protocol() == port.protocol() && it.name().equals(port.targetPort()))
        .map(ContainerPort::port)
        .findFirst();
  }
}
