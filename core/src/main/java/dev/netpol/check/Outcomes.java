// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.flow.Flow;
import dev.netpol.flow.Source;
import dev.netpol.flow.Tally;
import dev.netpol.flow.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sets apart what only failed: one pod of a workload may reach what another cannot, and that it
 * could not must not count as if it had.
 */
final class Outcomes {
  private Outcomes() {}

  /** The flow by its observations that worked, and by those that failed; one or both. */
  static List<Flow> apart(Flow flow, Map<Tuple, Tally> tallies) {
    List<Tuple> worked = new ArrayList<>();
    List<Tuple> failed = new ArrayList<>();
    for (Tuple tuple : flow.tuples()) {
      (tally(tuple, tallies).worked() ? worked : failed).add(tuple);
    }
    return worked.isEmpty() || failed.isEmpty()
        ? List.of(flow)
        : List.of(of(flow, worked, tallies), of(flow, failed, tallies));
  }

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
