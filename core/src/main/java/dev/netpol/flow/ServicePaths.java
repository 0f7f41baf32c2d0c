// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.cluster.Backend;
import dev.netpol.cluster.ClusterService;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.Holder;
import dev.netpol.cluster.Holder.ServiceAddress;
import dev.netpol.cluster.ServicePort;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Protocol;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Follows a connect through Services to what stands behind them. */
final class ServicePaths {
  private final ClusterSnapshot snapshot;
  private final Map<Dialled, List<Destination>> clusterIps = new HashMap<>();

  private record Dialled(ClusterService service, int port, Protocol protocol) {
    // All of a Service would be a long way to say which one it is.
    @Override
    public boolean equals(Object other) {
      return other instanceof Dialled that
          && port == that.port
          && protocol == that.protocol
          && service.name().equals(that.service.name())
          && service.namespace().equals(that.service.namespace());
    }

    @Override
    public int hashCode() {
      return Objects.hash(service.namespace(), service.name(), port, protocol);
    }
  }

  ServicePaths(ClusterSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** What dialling this address and port leads to, if it is a Service's; else empty. */
  Optional<List<Destination>> through(IpAddress address, int port, Protocol protocol, long time) {
    Holder holder = snapshot.endpointAt(address, time);
    if (holder instanceof Holder.OfService service) {
      return Optional.of(through(service, address, port, protocol));
    }
    if (holder instanceof Holder.OfNode node) {
      List<ClusterService> published = snapshot.nodePort(protocol, port);
      if (!published.isEmpty()) {
        return Optional.of(nodePort(End.of(node), published, port, protocol));
      }
    }
    return Optional.empty();
  }

  private List<Destination> through(
      Holder.OfService holder, IpAddress address, int port, Protocol protocol) {
    ClusterService service = holder.service();
    if (holder.kind() == ServiceAddress.CLUSTER_IP) {
      return clusterIps.computeIfAbsent(
          new Dialled(service, port, protocol), key -> clusterIp(service, port, protocol));
    }
    // kube-proxy short-cuts such addresses inside the cluster, other networks do not: both are
    // admitted.
    List<Destination> all = new ArrayList<>();
    all.add(dialled(End.outside(address), port, service));
    backends(service, service.port(protocol, port), true).forEach(all::add);
    return all;
  }

  /** What a port of a Service leads to: its backends, or the reason why that cannot be told. */
  List<Destination> clusterIp(ClusterService service, int port, Protocol protocol) {
    Optional<ServicePort> servicePort = service.port(protocol, port);
    if (servicePort.isEmpty()) {
      return List.of(unknown(service, port, "it has no port " + port + "/" + protocol));
    }
    List<Destination> all = backends(service, servicePort, false);
    if (!all.isEmpty()) {
      return all;
    }
    String why =
        service.selector().isEmpty()
            ? "it has no selector, and its endpoints are not known"
            : "no pod behind it declares its target port " + servicePort.get().targetPort();
    return List.of(unknown(service, port, why));
  }

  private List<Destination> nodePort(
      End node, List<ClusterService> published, int port, Protocol protocol) {
    List<Destination> all = new ArrayList<>();
    for (ClusterService service : published) {
      all.add(dialled(node, port, service));
      service.ports().stream()
          .filter(p -> p.protocol() == protocol && p.nodePort() == port)
          .forEach(p -> all.addAll(backends(service, Optional.of(p), true)));
    }
    return all;
  }

  private static Destination dialled(End end, int port, ClusterService service) {
    return new Destination(end, port, false, Set.of(Mark.VIA_NODE), via(service, port));
  }

  private static Destination unknown(ClusterService service, int port, String why) {
    return new Destination(
        End.unresolved("Service " + service, why), port, true, Set.of(), via(service, port));
  }

  private List<Destination> backends(
      ClusterService service, Optional<ServicePort> port, boolean translated) {
    List<Destination> all = new ArrayList<>();
    if (port.isEmpty()) {
      return all;
    }
    for (Backend backend : snapshot.backends(service, port.get())) {
      EnumSet<Mark> marks = EnumSet.of(Mark.VIA_SERVICE);
      if (backend.inferred()) {
        marks.add(Mark.INFERRED);
      }
      if (translated) {
        marks.add(Mark.VIA_NODE);
      }
      all.add(
          new Destination(
              new End(backend.endpoint(), Optional.empty(), backend.inferred(), ""),
              backend.port(),
              !translated,
              marks,
              via(service, port.get().port())));
    }
    return all;
  }

  static String via(ClusterService service, int port) {
    return "Service " + service + ":" + port;
  }
}
