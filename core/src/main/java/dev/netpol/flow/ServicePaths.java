// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.cluster.Backend;
import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterService;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ClusterSnapshot.Target;
import dev.netpol.cluster.Holder;
import dev.netpol.cluster.Holder.ServiceAddress;
import dev.netpol.cluster.ServicePort;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Protocol;
import dev.netpol.model.Workload;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Follows connects through Services to what stands behind them; for any number of threads. */
final class ServicePaths {
  private final ClusterSnapshot snapshot;
  private final Map<Dialled, List<Destination>> known = new ConcurrentHashMap<>();

  /** An address that is a Service's or a node's leads to the same whenever it is. */
  private record Dialled(IpAddress address, int port, Protocol protocol) {
    // By hand: every connect is looked up.
    @Override
    public boolean equals(Object other) {
      return other instanceof Dialled that
          && port == that.port
          && protocol == that.protocol
          && address.equals(that.address);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * address.hashCode() + port) + protocol.hashCode();
    }
  }

  ServicePaths(ClusterSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** What dialling this address and port leads to, if it is a Service's; else nothing. */
  List<Destination> through(IpAddress address, int port, Protocol protocol, long time) {
    Holder holder = snapshot.endpointAt(address, time);
    if (!(holder instanceof Holder.OfService) && !(holder instanceof Holder.OfNode)) {
      return List.of();
    }
    Dialled dialled = new Dialled(address, port, protocol);
    List<Destination> all = known.get(dialled);
    if (all == null) {
      all =
          holder instanceof Holder.OfService service
              ? through(service, address, port, protocol)
              : node((Holder.OfNode) holder, port, protocol);
      known.put(dialled, all);
    }
    return all;
  }

  private List<Destination> through(
      Holder.OfService holder, IpAddress address, int port, Protocol protocol) {
    return holder.kind() == ServiceAddress.CLUSTER_IP
        ? clusterIp(holder.service(), port, protocol)
        : published(address, End.outside(address), port, protocol);
  }

  // kube-proxy short-cuts such addresses inside the cluster, other networks do not: both are
  // admitted.
  private List<Destination> published(IpAddress address, End end, int port, Protocol protocol) {
    List<Destination> all = new ArrayList<>();
    for (ClusterService service : snapshot.publishedAt(address)) {
      Optional<ServicePort> servicePort = service.port(protocol, port);
      if (servicePort.isPresent()) {
        all.add(dialled(end, port, via(service, port)));
        all.addAll(backends(service, servicePort, true));
      }
    }
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

  /**
   * What a Service of which only the selector is known leads to, as far as that are pods in their
   * nodes' network: no selector selects those. Whether they listen on its port is not known.
   */
  List<Destination> hosts(ClusterService service, int port, Protocol protocol) {
    ServicePort same = new ServicePort("", protocol, port, Integer.toString(port), 0);
    Set<Mark> marks = EnumSet.of(Mark.VIA_SERVICE, Mark.TARGET_PORT_UNKNOWN);
    return snapshot.backends(service, same).stream()
        .filter(backend -> !(backend.endpoint() instanceof Workload))
        .map(backend -> new End(backend.endpoint(), Optional.empty(), backend.inferred(), ""))
        .map(end -> new Destination(end, port, true, marks, via(service, port)))
        .toList();
  }

  private List<Destination> node(Holder.OfNode holder, int port, Protocol protocol) {
    End node = End.of(holder);
    List<Destination> all = published(holder.address(), node, port, protocol);
    for (ClusterService service : snapshot.nodePort(protocol, port)) {
      all.add(dialled(node, port, via(service, port)));
      service.ports().stream()
          .filter(p -> p.protocol() == protocol && p.nodePort() == port)
          .forEach(p -> all.addAll(backends(service, Optional.of(p), true)));
    }
    all.addAll(hostPort(node, holder.node(), port, protocol));
    return all;
  }

  /** A node's port that leads to pods of the node: as with a Service's, it may be seen or not. */
  private List<Destination> hostPort(End end, String node, int port, Protocol protocol) {
    Set<Destination> all = new LinkedHashSet<>();
    String via = "hostPort " + port;
    for (Target target : snapshot.hostPort(node, protocol, port)) {
      ClusterPod pod = target.pod().orElseThrow();
      EnumSet<Mark> marks = EnumSet.of(Mark.VIA_NODE);
      if (pod.workloadInferred()) {
        marks.add(Mark.INFERRED);
      }
      End behind = new End(pod.workload(), Optional.empty(), pod.workloadInferred(), "");
      all.add(dialled(end, port, via));
      all.add(new Destination(behind, target.port(), false, marks, via));
    }
    return List.copyOf(all);
  }

  private static Destination dialled(End end, int port, String via) {
    return new Destination(end, port, false, Set.of(Mark.VIA_NODE), via);
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
