// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.cluster.ClusterNode;
import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.Ranges;
import dev.netpol.model.Cidr;
import dev.netpol.model.IpAddress;
import dev.netpol.policy.Peer;
import dev.netpol.policy.Port;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Widens addresses outside the cluster, on request: those of one /24 (IPv4) or /64 (IPv6) that have
 * the same ports become the smallest block that holds them all, unless it would also hold an
 * address of the cluster.
 */
final class ExternalBlocks {

  private static final int WIDEST_V4 = 24;
  private static final int WIDEST_V6 = 64;

  private final List<Cidr> cluster;

  ExternalBlocks(ClusterSnapshot snapshot) {
    Ranges ranges = snapshot.ranges();
    Stream<Cidr> blocks =
        Stream.concat(ranges.pods().stream(), ranges.services().stream()).map(Ranges.Range::cidr);
    Stream<IpAddress> addresses =
        Stream.concat(
            snapshot.pods().stream().map(ClusterPod::pod).flatMap(pod -> pod.addresses().stream()),
            snapshot.nodes().stream().flatMap(ExternalBlocks::addresses));
    cluster = Cidr.join(Stream.concat(blocks, addresses.map(Cidr::of)).toList());
  }

  /** The same admissions; those whose address became part of a wider block have that instead. */
  List<Admission> widened(Collection<Admission> admissions) {
    SortedMap<Cidr, SortedSet<Port.Numbered>> portsOf = new TreeMap<>();
    for (Admission admission : admissions) {
      if (admission.peer() instanceof Peer.IpBlock block) {
        portsOf
            .computeIfAbsent(block.cidr(), absent -> new TreeSet<>(PeerOrder.PORTS))
            .add(admission.port());
      }
    }
    Map<List<Object>, List<Cidr>> neighbours = new HashMap<>();
    portsOf.forEach(
        (cidr, ports) ->
            neighbours
                .computeIfAbsent(
                    List.of(around(cidr), List.copyOf(ports)), absent -> new ArrayList<>())
                .add(cidr));
    Map<Cidr, Cidr> wider = new HashMap<>();
    for (List<Cidr> together : neighbours.values()) {
      Cidr block = spanning(together);
      if (Cidr.join(together).size() > 1 && cluster.stream().noneMatch(block::overlaps)) {
        together.forEach(cidr -> wider.put(cidr, block));
      }
    }
    return admissions.stream().map(admission -> widened(admission, wider)).toList();
  }

  /** Whether the block is wider than one address. */
  static boolean isWide(Admission admission) {
    return admission.peer() instanceof Peer.IpBlock block
        && block.cidr().prefix() < block.cidr().network().bits();
  }

  private static Admission widened(Admission admission, Map<Cidr, Cidr> wider) {
    if (admission.peer() instanceof Peer.IpBlock block) {
      Cidr wide = wider.getOrDefault(block.cidr(), block.cidr());
      return new Admission(Peer.IpBlock.of(wide), admission.port(), admission.flows());
    }
    return admission;
  }

  private static Cidr around(Cidr cidr) {
    return new Cidr(cidr.network(), Math.min(cidr.prefix(), cidr.isV4() ? WIDEST_V4 : WIDEST_V6));
  }

  private static Cidr spanning(List<Cidr> sorted) {
    Cidr block = sorted.get(0);
    while (!block.contains(sorted.get(sorted.size() - 1))) {
      block = new Cidr(block.network(), block.prefix() - 1);
    }
    return block;
  }

  private static Stream<IpAddress> addresses(ClusterNode node) {
    Set<IpAddress> addresses = new TreeSet<>(node.others().keySet());
    addresses.addAll(node.addresses());
    return addresses.stream();
  }
}
