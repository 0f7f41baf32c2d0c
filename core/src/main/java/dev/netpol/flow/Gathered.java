// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.model.Connection;
import dev.netpol.model.Direction;
import dev.netpol.model.Endpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Collects what is said about each connection, and what is about none. Tuples come in their order,
 * but for those that were put off.
 */
final class Gathered {

  // Doubts: one observation without them settles the matter for the flow.
  private static final Set<Mark> DOUBTS =
      EnumSet.of(Mark.INFERRED, Mark.TARGET_PORT_UNKNOWN, Mark.VIA_NODE, Mark.DECLARED_PORT);

  /** A flow while it grows. */
  private static final class Growing {
    final Connection connection;
    final EnumSet<Direction> writes = EnumSet.noneOf(Direction.class);
    final EnumSet<Direction> triedWrites = EnumSet.noneOf(Direction.class);
    boolean worked;
    final Map<Source, TallySum> tallies = new HashMap<>(4);
    final EnumSet<Mark> marks = EnumSet.noneOf(Mark.class);
    final EnumSet<Mark> doubts = EnumSet.copyOf(DOUBTS);
    final List<Tuple> tuples = new ArrayList<>();
    final TreeSet<String> vias = new TreeSet<>();
    long serial = -1;
    boolean late;

    Growing(Connection connection) {
      this.connection = connection;
    }
  }

  private final Numbers numbers;
  private final Map<Long, Growing> flows = new HashMap<>();
  private final SortedMap<String, List<Tuple>> notFlows = new TreeMap<>();
  private final Map<String, TallySum> notFlowTallies = new HashMap<>();

  private long serial;
  private boolean late;

  Gathered(Numbers numbers) {
    this.numbers = numbers;
  }

  /** What comes next is about another tuple. */
  void next() {
    serial++;
  }

  /** From here on, tuples come that were put off. */
  void late() {
    late = true;
  }

  void flow(
      Connection connection,
      Set<Direction> writes,
      Set<Mark> marks,
      String via,
      Tuple tuple,
      Tally tally) {
    Growing flow = flows.computeIfAbsent(key(connection), key -> new Growing(connection));
    boolean worked = tally.worked();
    // What worked through a node's port and failed at the pod itself did not work at the pod.
    (worked ? flow.writes : flow.triedWrites).addAll(writes);
    flow.worked |= worked;
    flow.marks.addAll(marks);
    flow.doubts.retainAll(marks);
    if (!via.isEmpty()) {
      flow.vias.add(via);
    }
    // A tuple can lead to one flow on two paths; it happened once.
    if (flow.serial != serial) {
      flow.serial = serial;
      flow.late |= late;
      flow.tuples.add(tuple);
      flow.tallies
          .computeIfAbsent(new Source(tuple.format(), tuple.side()), key -> new TallySum())
          .add(tally);
    }
  }

  private long key(Connection flow) {
    return numbers.of(flow.from(), flow.to(), flow.protocol(), flow.port());
  }

  void notFlow(String reason, Tuple tuple, Tally tally) {
    notFlows.computeIfAbsent(reason, key -> new ArrayList<>()).add(tuple);
    notFlowTallies.computeIfAbsent(reason, key -> new TallySum()).add(tally);
  }

  void mark(Connection connection, Mark mark) {
    Growing flow = flows.get(key(connection));
    if (flow != null) {
      flow.marks.add(mark);
    }
  }

  /** All flows, sorted by connection. */
  List<Flow> flows() {
    Map<Endpoint, Integer> ranks = new HashMap<>();
    new TreeSet<>(numbers.ends()).forEach(end -> ranks.put(end, ranks.size()));
    List<Growing> sorted = new ArrayList<>(flows.values());
    sorted.sort(
        Comparator.comparingInt((Growing flow) -> ranks.getOrDefault(flow.connection.from(), 0))
            .thenComparingInt(flow -> ranks.getOrDefault(flow.connection.to(), 0))
            .thenComparing(flow -> flow.connection.protocol())
            .thenComparingInt(flow -> flow.connection.port()));
    return sorted.stream().map(Gathered::grown).toList();
  }

  private static Flow grown(Growing flow) {
    TreeSet<Mark> marks = new TreeSet<>(flow.marks);
    marks.removeAll(DOUBTS);
    marks.addAll(flow.doubts);
    SortedMap<Source, Tally> tallies = new TreeMap<>();
    flow.tallies.forEach((source, sum) -> tallies.put(source, sum.sum()));
    if (flow.late) {
      Collections.sort(flow.tuples);
    }
    return new Flow(
        flow.connection,
        flow.worked ? flow.writes : flow.triedWrites,
        tallies,
        marks,
        flow.tuples,
        String.join(", ", flow.vias));
  }

  SortedMap<String, ResolvedFlows.NotFlow> notFlows() {
    SortedMap<String, ResolvedFlows.NotFlow> all = new TreeMap<>();
    notFlows.forEach(
        (reason, tuples) -> {
          TallySum sum = notFlowTallies.getOrDefault(reason, new TallySum());
          Collections.sort(tuples);
          all.put(reason, new ResolvedFlows.NotFlow(tuples, sum.sum()));
        });
    return all;
  }
}
