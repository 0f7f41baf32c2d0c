// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.cluster.Holder.OfNode;
import dev.netpol.cluster.Holder.OfService;
import dev.netpol.cluster.Holder.ServiceAddress;
import dev.netpol.cluster.Ranges.Range;
import dev.netpol.model.Cidr;
import dev.netpol.model.CidrSet;
import dev.netpol.model.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Answers who is behind an address, asking in a fixed order; the first that knows wins. */
final class AddressBook {
  private final AddressHistory pods;
  private final NodeAddresses nodes;
  private final Ranges ranges;
  private final CidrSet podCidrs;
  private final Map<IpAddress, OfService> clusterIps = new HashMap<>();

  /** Services by the addresses at which they are published, which several may share. */
  private final Map<IpAddress, List<OfService>> published = new HashMap<>();

  /** The answers so far for addresses that no pod ever had: those of any time. */
  private final Map<IpAddress, Holder> neverPods = new ConcurrentHashMap<>();

  /** Names of the nodes whose pods have addresses in a block of 256. */
  private final Map<Cidr, Set<String>> neighbours = new HashMap<>();

  AddressBook(Assembly parts) {
    pods = parts.history;
    nodes = parts.nodes;
    ranges = parts.ranges;
    podCidrs = new CidrSet(nodes.podCidrs().keySet());
    for (ClusterService service : parts.services) {
      for (IpAddress address : service.clusterIps()) {
        clusterIps.putIfAbsent(address, new OfService(service, ServiceAddress.CLUSTER_IP));
      }
      publish(service, service.loadBalancerIps(), ServiceAddress.LOAD_BALANCER);
      publish(service, service.externalIps(), ServiceAddress.EXTERNAL_IP);
    }
    for (IpAddress address : pods.addresses()) {
      if (address.isV4()) {
        Set<String> names = neighbours.computeIfAbsent(new Cidr(address, 24), k -> new TreeSet<>());
        pods.pods(address).stream()
            .map(pod -> pod.pod().node())
            .filter(node -> !node.isEmpty())
            .forEach(names::add);
      }
    }
  }

  private void publish(ClusterService service, List<IpAddress> addresses, ServiceAddress kind) {
    OfService holder = new OfService(service, kind);
    for (IpAddress address : addresses) {
      published.computeIfAbsent(address, none -> new ArrayList<>(1)).add(holder);
    }
  }

  /** Services that are published at this address, whoever has it; by namespace and name. */
  List<ClusterService> publishedAt(IpAddress address) {
    return published.getOrDefault(address, List.of()).stream()
        .map(OfService::service)
        .distinct()
        .toList();
  }

  Holder at(IpAddress address, long time) {
    Optional<Holder> pod = pods.at(address, time);
    if (pod.isPresent()) {
      return pod.get() instanceof Holder.OfPod ? pod.get() : noPod(address).orElse(pod.get());
    }
    Holder known = neverPods.get(address);
    if (known == null) {
      known =
          noPod(address)
              .or(() -> bridge(address))
              .or(() -> inRange(address))
              .orElseGet(Holder.Outside::new);
      neverPods.put(address, known);
    }
    return known;
  }

  private Optional<Holder> noPod(IpAddress address) {
    // What is published at a node's own address, as k3s does for its load balancers, leaves the
    // node what it is: a client, and reached at other ports.
    return local(address)
        .or(() -> Optional.ofNullable(clusterIps.get(address)))
        .or(() -> nodes.at(address))
        .or(() -> published.getOrDefault(address, List.of()).stream().findFirst());
  }

  private static Optional<Holder> local(IpAddress address) {
    if (address.isLoopback()) {
      return Optional.of(new Holder.Local("loopback"));
    }
    if (address.isUnspecified()) {
      return Optional.of(new Holder.Local("unspecified address"));
    }
    return address.isMulticast()
        ? Optional.of(new Holder.Local("multicast or broadcast"))
        : Optional.empty();
  }

  // A log that carries labels but no nodes still shows bridges by their shape: the first address of
  // a block of 256 in which all known pods are one node's. Not where nodes share the pods' network:
  // there it is the router's.
  private Optional<Holder> bridge(IpAddress address) {
    if (!address.isV4() || (address.low() & 0xff) > 1) {
      return Optional.empty();
    }
    Cidr block = new Cidr(address, 24);
    Set<String> names = neighbours.get(block);
    if (names == null || names.size() > 1 || nodes.anyIn(block) || podCidrs.contains(address)) {
      return Optional.empty();
    }
    String node = names.stream().findFirst().orElse("");
    return Optional.of(
        new OfNode(node, address, "first address of " + block + ", where pods are", false, true));
  }

  private Optional<Holder> inRange(IpAddress address) {
    Optional<Range> pod = ranges.podRange(address);
    if (pod.isPresent()) {
      return Optional.of(new Holder.Nobody("no known pod has " + in(address, "pod", pod.get())));
    }
    return ranges
        .serviceRange(address)
        .map(range -> new Holder.Nobody("no known Service has " + in(address, "Service", range)));
  }

  private static String in(IpAddress address, String kind, Range range) {
    return address
        + ", an address of the "
        + kind
        + " range "
        + range.cidr()
        + " ("
        + (range.inferred() ? "inferred: " : "")
        + range.source()
        + ")";
  }
}
