// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.model.Connection;
import dev.netpol.model.Direction;
import dev.netpol.model.Endpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects what is said about each connection, and what is about none. */
final class Gathered {

  // Doubts: one observation without them settles the matter for the flow.
  private static final Set<Mark> DOUBTS =
      EnumSet.of(Mark.INFERRED, Mark.TARGET_PORT_UNKNOWN, Mark.VIA_NODE, Mark.DECLARED_PORT);

  /** A flow while it grows. */
  private static final class Growing {
    final EnumSet<Direction> writes = EnumSet.noneOf(Direction.class);
    final EnumSet<Direction> triedWrites = EnumSet.noneOf(Direction.class);
    boolean worked;
    final SortedMap<Source, Tally> tallies = new TreeMap<>();
    final EnumSet<Mark> marks = EnumSet.noneOf(Mark.class);
    final EnumSet<Mark> doubts = EnumSet.copyOf(DOUBTS);
    final TreeSet<Tuple> tuples = new TreeSet<>();
    final TreeSet<String> vias = new TreeSet<>();
  }

  private final Map<Connection, Growing> flows = new HashMap<>();
  private final SortedMap<String, List<Tuple>> notFlows = new TreeMap<>();
  private final SortedMap<String, Tally> notFlowTallies = new TreeMap<>();

  void flow(
      Connection connection,
      Set<Direction> writes,
      Set<Mark> marks,
      String via,
      Tuple tuple,
      Tally tally) {
    Growing flow = flows.computeIfAbsent(connection, key -> new Growing());
    boolean worked = tally.counts().keySet().stream().anyMatch(outcome -> !outcome.failed());
    // What worked through a node's port and failed at the pod itself did not work at the pod.
    (worked ? flow.writes : flow.triedWrites).addAll(writes);
    flow.worked |= worked;
    flow.marks.addAll(marks);
    flow.marks.removeAll(DOUBTS);
    flow.doubts.retainAll(marks);
    if (!via.isEmpty()) {
      flow.vias.add(via);
    }
    // A tuple can lead to one flow on two paths; it still happened once.
    if (flow.tuples.add(tuple)) {
      flow.tallies.merge(new Source(tuple.format(), tuple.side()), tally, Tally::merge);
    }
  }

  void notFlow(String reason, Tuple tuple, Tally tally) {
    notFlows.computeIfAbsent(reason, key -> new ArrayList<>()).add(tuple);
    notFlowTallies.merge(reason, tally, Tally::merge);
  }

  void mark(Connection connection, Mark mark) {
    Growing flow = flows.get(connection);
    if (flow != null) {
      flow.marks.add(mark);
    }
  }

  /** All flows so far, sorted by connection. */
  List<Flow> flows() {
    List<Flow> all = new ArrayList<>(flows.size());
    for (Connection connection : sorted(flows.keySet())) {
      Growing flow = flows.get(connection);
      if (flow == null) {
        continue;
      }
      EnumSet<Mark> marks = EnumSet.copyOf(flow.marks);
      marks.addAll(flow.doubts);
      all.add(
          new Flow(
              connection,
              flow.worked ? flow.writes : flow.triedWrites,
              flow.tallies,
              new TreeSet<>(marks),
              List.copyOf(flow.tuples),
              String.join(", ", flow.vias)));
    }
    return all;
  }

  // Comparing two ends builds texts, and there are far fewer ends than flows: each is ranked once.
  private static List<Connection> sorted(Collection<Connection> connections) {
    TreeSet<Endpoint> ends = new TreeSet<>();
    for (Connection connection : connections) {
      ends.add(connection.from());
      ends.add(connection.to());
    }
    Map<Endpoint, Integer> ranks = new HashMap<>();
    ends.forEach(end -> ranks.put(end, ranks.size()));
    List<Connection> list = new ArrayList<>(connections);
    list.sort(
        java.util.Comparator.comparingInt((Connection c) -> ranks.getOrDefault(c.from(), 0))
            .thenComparingInt(c -> ranks.getOrDefault(c.to(), 0))
            .thenComparing(Connection::protocol)
            .thenComparingInt(Connection::port));
    return list;
  }

  SortedMap<String, ResolvedFlows.NotFlow> notFlows() {
    SortedMap<String, ResolvedFlows.NotFlow> all = new TreeMap<>();
    notFlows.forEach(
        (reason, tuples) ->
            all.put(
                reason,
                new ResolvedFlows.NotFlow(
                    tuples.stream().sorted().toList(),
                    notFlowTallies.getOrDefault(reason, Tally.EMPTY))));
    return all;
  }
}
