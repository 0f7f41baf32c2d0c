// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.flow.Flow;
import dev.netpol.model.Cidr;
import dev.netpol.model.PortRange;
import dev.netpol.policy.Peer;
import dev.netpol.policy.Port;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Turns what has to be admitted into few rules that admit exactly that.
 *
 * <p>Peers with equal sets of ports share a rule, or ports with equal sets of peers do: whichever
 * gives fewer rules, then fewer entries, then the first. Either way each admission is in exactly
 * one rule. Addresses of a rule are joined where that adds none.
 */
final class Folding {

  private final boolean portRanges;

  /**
   * A way of folding.
   *
   * @param portRanges whether adjacent ports of a rule become one entry with {@code endPort}
   */
  Folding(boolean portRanges) {
    this.portRanges = portRanges;
  }

  /** What is admitted by one rule. */
  private record Group(List<Peer> peers, List<Port.Numbered> ports, List<Admission> admissions) {

    static int entries(List<Group> groups) {
      return groups.stream().mapToInt(it -> it.peers().size() + it.ports().size()).sum();
    }

    FoldedRule rule() {
      SortedSet<Flow> flows = new TreeSet<>();
      admissions.forEach(admission -> flows.addAll(admission.flows()));
      return FoldedRule.of(peers, ports, List.copyOf(flows));
    }
  }

  private static final Comparator<List<Group>> COST =
      Comparator.<List<Group>>comparingInt(List::size).thenComparingInt(Group::entries);

  /** The rules, in the order in which they are written. */
  List<FoldedRule> fold(Collection<Admission> admissions) {
    List<Group> byPeers =
        fold(admissions, Admission::peer, PeerOrder.PEERS, Admission::port, PeerOrder.PORTS);
    List<Group> byPorts =
        fold(admissions, Admission::port, PeerOrder.PORTS, Admission::peer, PeerOrder.PEERS);
    List<FoldedRule> fewest = new ArrayList<>();
    for (Group group : COST.compare(byPorts, byPeers) < 0 ? byPorts : byPeers) {
      fewest.add(group.rule());
    }
    fewest.sort(Comparator.comparing(FoldedRule::rule, PeerOrder.RULES));
    return fewest;
  }

  /** Groups the keys that have equal sets of values. */
  private <K, V> List<Group> fold(
      Collection<Admission> admissions,
      Function<Admission, K> key,
      Comparator<? super K> keys,
      Function<Admission, V> value,
      Comparator<? super V> values) {
    SortedMap<K, List<Admission>> admissionsOf = new TreeMap<>(keys);
    for (Admission admission : admissions) {
      admissionsOf
          .computeIfAbsent(key.apply(admission), absent -> new ArrayList<>())
          .add(admission);
    }
    // A key's values are listed once, not for each of its admissions: a port may have many peers.
    Map<List<V>, List<Admission>> groups = new LinkedHashMap<>();
    for (List<Admission> its : admissionsOf.values()) {
      SortedSet<V> distinct = new TreeSet<>(values);
      its.forEach(admission -> distinct.add(value.apply(admission)));
      groups.computeIfAbsent(List.copyOf(distinct), absent -> new ArrayList<>()).addAll(its);
    }
    return groups.values().stream().map(this::group).toList();
  }

  private Group group(List<Admission> admissions) {
    SortedSet<Peer> peers = new TreeSet<>(PeerOrder.PEERS);
    SortedSet<Port.Numbered> ports = new TreeSet<>(PeerOrder.PORTS);
    for (Admission admission : admissions) {
      peers.add(admission.peer());
      ports.add(admission.port());
    }
    return new Group(joined(peers), portRanges ? ranges(ports) : List.copyOf(ports), admissions);
  }

  /** The same peers, with the fewest blocks that hold exactly the same addresses. */
  static List<Peer> joined(Collection<? extends Peer> peers) {
    List<Peer> joined = new ArrayList<>();
    List<Cidr> blocks = new ArrayList<>();
    for (Peer peer : peers) {
      if (peer instanceof Peer.IpBlock block && block.except().isEmpty()) {
        blocks.add(block.cidr());
      } else {
        joined.add(peer);
      }
    }
    Cidr.join(blocks).forEach(block -> joined.add(Peer.IpBlock.of(block)));
    joined.sort(PeerOrder.PEERS);
    return joined;
  }

  private static List<Port.Numbered> ranges(Collection<Port.Numbered> ports) {
    List<Port.Numbered> joined = new ArrayList<>();
    for (Port.Numbered port : ports) {
      Port.Numbered last = joined.isEmpty() ? port : joined.get(joined.size() - 1);
      if (last.protocol() == port.protocol() && last.ports().last() + 1 == port.ports().first()) {
        PortRange range = new PortRange(last.ports().first(), port.ports().last());
        joined.set(joined.size() - 1, new Port.Numbered(port.protocol(), range));
      } else {
        joined.add(port);
      }
    }
    return joined;
  }
}
