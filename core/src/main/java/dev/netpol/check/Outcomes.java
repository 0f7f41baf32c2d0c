// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.flow.Flow;
import dev.netpol.flow.Source;
import dev.netpol.flow.Tally;
import dev.netpol.flow.Tuple;
import dev.netpol.model.IpAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Sets apart what only failed: one pod of a workload may reach what another cannot, and that it
 * could not must not count as if it had. Between two addresses one observation that worked is
 * enough, whichever end or log it is of.
 */
final class Outcomes {
  private Outcomes() {}

  /** The flow by its observations that worked, and by those that failed; one or both. */
  static List<Flow> apart(Flow flow, Map<Tuple, Tally> tallies) {
    Set<Object> reached = new HashSet<>();
    for (Tuple tuple : flow.tuples()) {
      if (tally(tuple, tallies).worked()) {
        reached.add(between(tuple));
      }
    }
    Predicate<Tuple> works = tuple -> reached.contains(between(tuple));
    List<Tuple> worked = flow.tuples().stream().filter(works).toList();
    List<Tuple> failed = flow.tuples().stream().filter(works.negate()).toList();
    return worked.isEmpty() || failed.isEmpty()
        ? List.of(flow)
        : List.of(of(flow, worked, tallies), of(flow, failed, tallies));
  }

  /** Who talked to whom; without addresses only the observation itself says. */
  private static Object between(Tuple tuple) {
    return tuple.saddr().isPresent() && tuple.daddr().isPresent()
        ? new Between(tuple.saddr().get(), tuple.daddr().get(), tuple.dport(), tuple.interval())
        : tuple;
  }

  private record Between(IpAddress saddr, IpAddress daddr, int dport, long interval) {}

  private static Flow of(Flow flow, List<Tuple> tuples, Map<Tuple, Tally> tallies) {
    SortedMap<Source, Tally> sums = new TreeMap<>();
    for (Tuple tuple : tuples) {
      sums.merge(new Source(tuple.format(), tuple.side()), tally(tuple, tallies), Tally::merge);
    }
    return new Flow(flow.connection(), flow.writes(), sums, flow.marks(), tuples, flow.via());
  }

  static Tally tally(Tuple tuple, Map<Tuple, Tally> tallies) {
    return tallies.getOrDefault(tuple, Tally.EMPTY);
  }
}
