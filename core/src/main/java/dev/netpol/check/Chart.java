// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.check.Inhabitants.Dweller;
import dev.netpol.model.AddressRange;
import dev.netpol.model.AddressSet;
import dev.netpol.model.Direction;
import dev.netpol.model.PortSet;
import dev.netpol.policy.Modes;
import dev.netpol.policy.Party;
import dev.netpol.policy.Rule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A measure, taken of every pair of workloads and of every workload and the outside. */
final class Chart {

  private final Inhabitants inhabitants;
  private final Measure measure;
  private final Modes modes;

  /** By numbers of classes; null where they have no address family in common. */
  private final @Nullable Reach[][] pairs;

  private final Map<PortSet, Reach> known = new ConcurrentHashMap<>();

  Chart(Inhabitants inhabitants, Measure measure, Modes modes) {
    this.inhabitants = inhabitants;
    this.measure = measure;
    this.modes = modes;
    List<PodClass> classes = inhabitants.classes();
    this.pairs =
        IntStream.range(0, classes.size())
            .parallel()
            .mapToObj(i -> row(classes.get(i), classes))
            .toArray(Reach[][]::new);
  }

  private @Nullable Reach[] row(PodClass from, List<PodClass> classes) {
    @Nullable Reach[] row = new Reach[classes.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = pair(from, classes.get(i));
    }
    return row;
  }

  private @Nullable Reach pair(PodClass from, PodClass to) {
    Reach all = null;
    for (Party sender : from.senders()) {
      for (Party receiver : to.receivers()) {
        if (Population.oneFamily(sender, receiver)) {
          all = and(all, reach(measure.ports(sender, receiver)));
        }
      }
    }
    return all;
  }

  /** One object a set of ports: there are few sets and many pairs. */
  private Reach reach(PortSet ports) {
    Reach reach = known.get(ports);
    return reach != null ? reach : known.computeIfAbsent(ports, Reach::of);
  }

  private static @Nullable Reach and(@Nullable Reach one, @Nullable Reach other) {
    return one == null ? other : other == null ? one : one.and(other);
  }

  Reach between(Dweller from, Dweller to) {
    Reach all = null;
    boolean same = from.workload().equals(to.workload());
    for (Group mine : from.groups()) {
      for (Group its : to.groups()) {
        boolean oneGroup = same && mine.kind().number() == its.kind().number();
        if (!oneGroup || mine.count() > 1) {
          all = and(all, between(mine, its));
        }
      }
    }
    return all == null ? Reach.NONE : all;
  }

  @Nullable Reach between(Group from, Group to) {
    Reach reach = pairs[from.kind().number()][to.kind().number()];
    if (reach == null || !mayBeOwnNode(from, to)) {
      return reach;
    }
    Reach apart = from.parts(to) ? reach : null;
    return from.meets(to) ? and(apart, reach(measure.ownNode())) : apart;
  }

  /** Whether a pod and its own node may be among the pairs, and policies cannot part these. */
  boolean mayBeOwnNode(Group from, Group to) {
    return from.kind().node() != to.kind().node()
        && (from.kind().node() || modes.ownNode() == Modes.OwnNode.FROM_AND_TO);
  }

  /** All edges but empty ones, sorted. */
  Stream<Edge> edges() {
    List<Dweller> all = inhabitants.dwellers();
    Stream<Edge> inside =
        all.stream()
            .flatMap(
                from ->
                    Stream.concat(
                        all.stream().map(to -> edge(from, to)).filter(it -> !it.reach().isEmpty()),
                        outside(from, Direction.EGRESS)));
    return Stream.concat(
        inside, all.stream().flatMap(to -> outside(to, Direction.INGRESS)).sorted());
  }

  private Edge edge(Dweller from, Dweller to) {
    return new Edge(
        new Vertex.Pods(from.workload()), new Vertex.Pods(to.workload()), between(from, to));
  }

  /** The edges between a workload and the outside, one for each different reach. */
  private Stream<Edge> outside(Dweller dweller, Direction direction) {
    Map<Reach, List<AddressRange>> regions = new LinkedHashMap<>();
    for (boolean v4 : new boolean[] {true, false}) {
      List<Group> groups =
          dweller.groups().stream().filter(it -> inhabitants.speaks(it.kind(), v4)).toList();
      if (!groups.isEmpty()) {
        RuleAtoms atoms = RuleAtoms.of(v4, rules(groups, direction));
        Map<BitSet, Reach> alike = new HashMap<>();
        for (int i = 0; i < atoms.ranges().size(); i++) {
          AddressRange range = atoms.ranges().get(i);
          Reach reach =
              alike.computeIfAbsent(atoms.rulesAt(i), key -> outside(range, v4, groups, direction));
          regions.computeIfAbsent(reach, key -> new ArrayList<>()).add(range);
        }
      }
    }
    regions.keySet().removeIf(Reach::isEmpty);
    Vertex pods = new Vertex.Pods(dweller.workload());
    return regions.entrySet().stream()
        .map(
            entry -> {
              Vertex outside = new Vertex.Outside(new AddressSet(entry.getValue()));
              return direction == Direction.INGRESS
                  ? new Edge(outside, pods, entry.getKey())
                  : new Edge(pods, outside, entry.getKey());
            })
        .sorted();
  }

  private List<Rule> rules(List<Group> groups, Direction direction) {
    return groups.stream()
        .flatMap(it -> measure.selecting(it.kind().pod(), direction))
        .distinct()
        .flatMap(policy -> policy.rules(direction).stream())
        .toList();
  }

  private Reach outside(AddressRange range, boolean v4, List<Group> groups, Direction direction) {
    Party outside = Party.of(range.first());
    Reach all = null;
    for (Group group : groups) {
      Optional<Party> pod = PodClass.ofFamily(v4, group.kind().senders());
      if (pod.isPresent()) {
        all =
            and(
                all,
                reach(
                    direction == Direction.INGRESS
                        ? measure.ports(outside, pod.get())
                        : measure.ports(pod.get(), outside)));
      }
    }
    return all == null ? Reach.NONE : all;
  }
}
