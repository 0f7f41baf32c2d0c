// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.cluster.Ranges.Range;
import dev.netpol.model.Cidr;
import dev.netpol.model.CidrSet;
import dev.netpol.model.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the pod and Service ranges: those that something states, else the smallest that fit. */
final class RangeBuilder {
  private static final Comparator<Range> ORDER =
      Comparator.comparing(Range::cidr).thenComparing(Range::source);

  private final List<Range> pods = new ArrayList<>();
  private final List<Range> services = new ArrayList<>();

  private RangeBuilder() {}

  static Ranges of(
      SnapshotOptions options,
      Facts facts,
      NodeAddresses nodes,
      List<RawPod> rawPods,
      Collection<ClusterService> rawServices) {
    RangeBuilder builder = new RangeBuilder();
    builder.stated(options, facts, nodes);
    builder.podsAround(rawPods, nodes);
    builder.servicesAround(rawServices, rawPods, nodes);
    builder.servicesThatWent(facts);
    builder.pods.sort(ORDER);
    builder.services.sort(ORDER);
    return new Ranges(builder.pods, builder.services);
  }

  private void stated(SnapshotOptions options, Facts facts, NodeAddresses nodes) {
    options.podCidrs().forEach(cidr -> pods.add(new Range(cidr, "given", false)));
    options.serviceCidrs().forEach(cidr -> services.add(new Range(cidr, "given", false)));
    for (RawRanges some : facts.ranges()) {
      pods.addAll(some.pods());
      services.addAll(some.services());
    }
    nodes
        .podCidrs()
        .forEach((cidr, node) -> pods.add(new Range(cidr, "podCIDR of node " + node, false)));
  }

  // A network in which pods get addresses of the nodes' own subnet (AWS VPC CNI, Azure CNI) has no
  // pod range: databases and load balancers live between the pods. Its sign is a node's address
  // among those of the pods.
  private void podsAround(List<RawPod> rawPods, NodeAddresses nodes) {
    CidrSet stated = cidrs(pods);
    Map<String, List<IpAddress>> byNode = new TreeMap<>();
    for (RawPod pod : rawPods) {
      if (pod.hostNetwork()) {
        continue;
      }
      for (IpAddress address : pod.addresses()) {
        if (!stated.contains(address)) {
          String family = address.isV4() ? "4" : "6";
          byNode.computeIfAbsent(pod.node() + " " + family, k -> new ArrayList<>()).add(address);
        }
      }
    }
    List<Cidr> blocks = new ArrayList<>();
    for (List<IpAddress> addresses : byNode.values()) {
      Cidr block = smallest(addresses);
      if (nodes.anyIn(block)) {
        return;
      }
      if (block.prefix() >= (block.isV4() ? 16 : 48)) {
        blocks.add(block);
      }
    }
    for (Cidr block : Cidr.join(blocks)) {
      pods.add(new Range(block, "around pods of a node", true));
    }
  }

  // kube-apiserver takes no Service range of more than 20 bits: what needs a wider one is several.
  private void servicesAround(
      Collection<ClusterService> all, List<RawPod> rawPods, NodeAddresses nodes) {
    CidrSet stated = cidrs(services);
    for (boolean v4 : new boolean[] {true, false}) {
      List<IpAddress> addresses =
          all.stream()
              .flatMap(service -> service.clusterIps().stream())
              .filter(address -> address.isV4() == v4)
              .filter(address -> !stated.contains(address))
              .toList();
      if (addresses.isEmpty()) {
        continue;
      }
      Cidr block = smallest(addresses);
      Stream<IpAddress> podAddresses = rawPods.stream().flatMap(pod -> pod.addresses().stream());
      if (block.network().bits() - block.prefix() <= 20
          && !nodes.anyIn(block)
          && podAddresses.noneMatch(address -> block.contains(address))) {
        services.add(new Range(block, "around ClusterIPs", true));
      }
    }
  }

  // A connection to it was one to some pod, which nobody can tell any more.
  private void servicesThatWent(Facts facts) {
    CidrSet known = cidrs(services);
    facts
        .formerClusterIps()
        .forEach(
            (address, service) -> {
              if (!known.contains(address)) {
                services.add(new Range(Cidr.of(address), service + ", which is gone", false));
              }
            });
  }

  private static CidrSet cidrs(List<Range> ranges) {
    return new CidrSet(ranges.stream().map(Range::cidr).toList());
  }

  /** The smallest block that holds all of these, which are at least one and of one family. */
  static Cidr smallest(Collection<IpAddress> addresses) {
    Optional<IpAddress> low = addresses.stream().min(Comparator.naturalOrder());
    Optional<IpAddress> high = addresses.stream().max(Comparator.naturalOrder());
    Cidr block = Cidr.of(low.orElseThrow());
    while (!block.contains(high.orElseThrow())) {
      block = new Cidr(block.network(), block.prefix() - 1);
    }
    return block;
  }
}
