// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.cluster.ClusterService.EndpointAddress;
import dev.netpol.cluster.ClusterSnapshot.Target;
import dev.netpol.model.ContainerPort;
import dev.netpol.model.Endpoint;
import dev.netpol.model.External;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Node;
import dev.netpol.model.Unresolved;
import dev.netpol.model.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** What stands behind the ports of Services. */
final class Backends {
  private final ClusterSnapshot snapshot;
  private final List<ClusterWorkload> workloads;

  Backends(ClusterSnapshot snapshot, Collection<ClusterWorkload> workloads) {
    this.snapshot = snapshot;
    this.workloads = List.copyOf(workloads);
  }

  List<Backend> of(ClusterService service, ServicePort port) {
    TreeSet<Backend> found = new TreeSet<>();
    if (service.selector().isPresent()) {
      Labels selector = service.selector().get();
      for (ClusterWorkload workload : selected(service)) {
        boolean any = false;
        for (ClusterPod pod : workload.pods()) {
          if (selects(selector, pod)) {
            any = true;
            OptionalInt number = targetPort(port, pod.pod().ports());
            if (number.isPresent()) {
              add(found, pod, number.getAsInt());
            }
          }
        }
        if (!any) {
          targetPort(port, workload.ports())
              .ifPresent(n -> found.add(new Backend(template(workload), n, workload.inferred())));
        }
      }
      if (!found.isEmpty()) {
        return List.copyOf(found);
      }
    }
    for (EndpointAddress address : endpoints(service, port)) {
      int number = address.port() != 0 ? address.port() : number(port);
      if (number != 0) {
        found.add(new Backend(endpoint(address.address()), number, false));
      }
    }
    return List.copyOf(found);
  }

  List<Target> targets(ClusterService service, ServicePort port, long time) {
    List<Target> found = new ArrayList<>();
    if (service.selector().isEmpty()) {
      for (EndpointAddress address : endpoints(service, port)) {
        int number = address.port() != 0 ? address.port() : number(port);
        Optional<ClusterPod> pod =
            snapshot.endpointAt(address.address(), time) instanceof Holder.OfPod holder
                ? Optional.of(holder.pod())
                : Optional.empty();
        if (number != 0) {
          found.add(new Target(address.address(), number, pod));
        }
      }
      return found;
    }
    Labels selector = service.selector().get();
    for (ClusterWorkload workload : selected(service)) {
      for (ClusterPod pod : workload.pods()) {
        OptionalInt number = targetPort(port, pod.pod().ports());
        if (selects(selector, pod) && pod.heldAt(time) && number.isPresent()) {
          for (IpAddress address : pod.pod().addresses()) {
            found.add(new Target(address, number.getAsInt(), Optional.of(pod)));
          }
        }
      }
    }
    return found;
  }

  /** Workloads with pods that the selector matches; the Service's own where there are none. */
  List<ClusterWorkload> selected(ClusterService service) {
    if (service.selector().isEmpty()) {
      return List.of();
    }
    Labels selector = service.selector().get();
    List<ClusterWorkload> matching =
        workloads.stream()
            .filter(workload -> workload.id().namespace().equals(service.namespace()))
            .filter(workload -> !workload.id().kind().equals("Service"))
            .filter(workload -> Workloads.matches(workload, selector))
            .toList();
    // A controller without pods counts only where nobody else answers: it is scaled to zero.
    List<ClusterWorkload> withPods =
        matching.stream()
            .filter(workload -> workload.pods().stream().anyMatch(pod -> selects(selector, pod)))
            .toList();
    if (!matching.isEmpty()) {
      return withPods.isEmpty() ? matching : withPods;
    }
    return snapshot
        .workload(new Workload(service.namespace(), "Service", service.name()))
        .map(List::of)
        .orElse(List.of());
  }

  private static boolean selects(Labels selector, ClusterPod pod) {
    return !pod.phase().finished() && pod.pod().labels().containsAll(selector);
  }

  // On which nodes there will be pods in the network of their nodes, no template tells.
  private static Endpoint template(ClusterWorkload workload) {
    return workload.hostNetwork()
        ? new Unresolved(
            workload.toString(), "its pods have the addresses of their nodes, and none is known")
        : workload.id();
  }

  private static void add(Set<Backend> found, ClusterPod pod, int port) {
    if (!pod.pod().hostNetwork()) {
      found.add(new Backend(pod.workload(), port, pod.workloadInferred()));
      return;
    }
    for (IpAddress address : pod.pod().addresses()) {
      found.add(new Backend(new Node(pod.pod().node(), address), port, false));
    }
  }

  // Endpoints of a port have its name (EndpointSlice controller); a Service with one port may have
  // none.
  private static List<EndpointAddress> endpoints(ClusterService service, ServicePort port) {
    return service.endpoints().stream()
        .filter(address -> address.protocol() == port.protocol())
        .filter(address -> address.portName().equals(port.name()))
        .toList();
  }

  private Endpoint endpoint(IpAddress address) {
    Holder holder = snapshot.endpointAt(address, Long.MIN_VALUE);
    if (holder instanceof Holder.OfPod pod) {
      return pod.pod().workload();
    }
    if (holder instanceof Holder.OfNode node) {
      return new Node(node.node(), address);
    }
    if (holder instanceof Holder.Outside) {
      return new External(address);
    }
    String reason =
        holder instanceof Holder.Nobody nobody ? nobody.reason() : "an endpoint that is no pod";
    return new Unresolved(address.toString(), reason);
  }

  /** Where a pod listens for this Service port; none when it declares no port of that name. */
  static OptionalInt targetPort(ServicePort port, List<ContainerPort> declared) {
    if (!port.named()) {
      int number = number(port);
      return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }
    return declared.stream()
        .filter(p -> p.name().equals(port.targetPort()) && p.protocol() == port.protocol())
        .mapToInt(ContainerPort::port)
        .findFirst();
  }

  private static int number(ServicePort port) {
    if (port.named() || port.targetPort().length() > 5) {
      return 0;
    }
    int number = Integer.parseInt(port.targetPort());
    return number > 65535 ? 0 : number;
  }
}
