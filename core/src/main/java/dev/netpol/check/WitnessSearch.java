// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.check.Change.Kind;
import dev.netpol.check.Inhabitants.Dweller;
import dev.netpol.model.AddressRange;
import dev.netpol.model.ContainerPort;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Pod;
import dev.netpol.model.PortSet;
import dev.netpol.model.Protocol;
import dev.netpol.model.Workload;
import dev.netpol.policy.Party;
import dev.netpol.policy.PolicySet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds one connection for an edge of a difference: real pods, an address, a port. */
final class WitnessSearch {

  /** Old and new policies. */
  record Sides(PolicySet before, PolicySet after) {}

  private static final int TRIES = 8;
  private static final List<IpAddress> EXAMPLES =
      List.of(IpAddress.parse("192.0.2.1"), IpAddress.parse("2001:db8::1"));
  private static final ContainerPort HTTP = new ContainerPort("", Protocol.TCP, 80);

  private final Map<Workload, List<Pod>> pods = new HashMap<>();
  private final Sides sides;
  private final Sides nodeless;

  /**
   * A search.
   *
   * @param nodeless the same policies where no address is known to be a node's: for the case that
   *     every address of an edge is one
   */
  WitnessSearch(Inhabitants inhabitants, Sides sides, Sides nodeless) {
    for (Dweller it : inhabitants.dwellers()) {
      // One of each class first: the others differ by their node alone.
      List<Pod> first = it.groups().stream().map(group -> group.pods().get(0)).toList();
      Stream<Pod> all = it.groups().stream().flatMap(WitnessSearch::pods);
      pods.put(it.workload(), Stream.concat(first.stream(), all).distinct().toList());
    }
    this.sides = sides;
    this.nodeless = nodeless;
  }

  /**
   * The first witness, in the order of pods and addresses.
   *
   * @throws IllegalStateException if there is none: the edge is no difference
   */
  Witness find(Kind kind, Edge edge) {
    return Stream.of(sides, nodeless)
        .flatMap(its -> pairs(edge).flatMap(pair -> witness(kind, pair, edge, its).stream()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no connection shows " + kind + " " + edge));
  }

  /** Who may show it. */
  private record Pair(Party from, Party to) {}

  private Stream<Pair> pairs(Edge edge) {
    return parties(edge.from())
        .flatMap(
            from ->
                parties(edge.to())
                    .filter(to -> Population.oneFamily(from, to) && !isSame(from, to))
                    .map(to -> new Pair(from, to)));
  }

  private static Stream<Pod> pods(Group group) {
    boolean template = group.pods().size() < group.count();
    return template
        ? Stream.concat(group.pods().stream(), group.pods().stream().map(WitnessSearch::replica))
        : group.pods().stream();
  }

  private Stream<Party> parties(Vertex vertex) {
    if (vertex instanceof Vertex.Pods it) {
      return pods.getOrDefault(it.workload(), List.of()).stream()
          .flatMap(pod -> Population.parties(pod).stream());
    }
    return ((Vertex.Outside) vertex)
        .addresses().ranges().stream().flatMap(WitnessSearch::addresses).map(Party::of);
  }

  /** A few of a range, first one that is nobody's (RFC 5737, RFC 3849). */
  private static Stream<IpAddress> addresses(AddressRange range) {
    Stream<IpAddress> first =
        Stream.iterate(
                Optional.of(range.first()), Optional::isPresent, it -> it.flatMap(IpAddress::next))
            .flatMap(Optional::stream)
            .limit(TRIES);
    return Stream.of(EXAMPLES.stream(), first, Stream.of(range.last()))
        .flatMap(its -> its)
        .filter(range::contains)
        .distinct();
  }

  private static boolean isSame(Party a, Party b) {
    return a instanceof Party.PodParty one
        && b instanceof Party.PodParty other
        && one.pod().isSame(other.pod());
  }

  /** Another pod of the same template. */
  private static Pod replica(Pod pod) {
    return new Pod(
        pod.namespace(),
        pod.name() + " (another)",
        pod.labels(),
        pod.addresses(),
        pod.hostNetwork(),
        pod.node(),
        pod.ports(),
        pod.standIn());
  }

  private static Optional<Witness> witness(Kind kind, Pair pair, Edge edge, Sides sides) {
    return ports(pair.to(), edge.reach().any())
        .map(port -> ask(pair, port.protocol(), port.port(), sides))
        .filter(it -> shows(kind, it))
        .findFirst();
  }

  private static boolean shows(Kind kind, Witness witness) {
    boolean gained = !witness.before().allowed() && witness.after().allowed();
    boolean lost = witness.before().allowed() && !witness.after().allowed();
    return kind == Kind.GAINED ? gained : lost;
  }

  /** Of these ports one of each range, but first those that the receiver declares. */
  private static Stream<ContainerPort> ports(Party to, PortSet ports) {
    List<ContainerPort> declared =
        to instanceof Party.PodParty it ? it.pod().ports() : List.<ContainerPort>of();
    Stream<ContainerPort> rest =
        Stream.of(Protocol.values())
            .flatMap(
                protocol ->
                    ports.ranges(protocol).stream()
                        .map(range -> new ContainerPort("", protocol, range.first())));
    return Stream.of(declared.stream(), Stream.of(HTTP), rest)
        .flatMap(its -> its)
        .filter(it -> ports.contains(it.protocol(), it.port()));
  }

  private static Witness ask(Pair pair, Protocol protocol, int port, Sides sides) {
    return new Witness(
        pair.from(),
        pair.to(),
        protocol,
        port,
        sides.before().verdict(pair.from(), pair.to(), protocol, port),
        sides.after().verdict(pair.from(), pair.to(), protocol, port));
  }
}
