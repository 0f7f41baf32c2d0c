// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.model.Connection;
import dev.netpol.model.Direction;
import dev.netpol.model.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A flow while it is gathered. */
final class GrowingFlow {

  // Doubts: one observation without them settles the matter for the flow.
  private static final Set<Mark> DOUBTS =
      EnumSet.of(Mark.INFERRED, Mark.TARGET_PORT_UNKNOWN, Mark.VIA_NODE, Mark.DECLARED_PORT);

  /** A connect through a Service that worked, and so means this backend. */
  record Implied(String via, Position at) {}

  private final Connection connection;
  private final EnumSet<Direction> writes = EnumSet.noneOf(Direction.class);
  private final EnumSet<Direction> triedWrites = EnumSet.noneOf(Direction.class);
  private final EnumSet<Mark> marks = EnumSet.noneOf(Mark.class);
  private final EnumSet<Mark> doubts = EnumSet.copyOf(DOUBTS);
  private final TreeSet<String> vias = new TreeSet<>();
  private final List<Tuple> tuples = new ArrayList<>();
  private final SortedMap<Source, TallySum> tallies = new TreeMap<>();
  private @Nullable Source source;
  private TallySum sum = new TallySum();
  private boolean worked;
  private long serial = -1;
  private boolean late;
  private boolean connected;
  private boolean accepted;
  private @Nullable Implied implied;

  GrowingFlow(Connection connection) {
    this.connection = connection;
  }

  Connection connection() {
    return connection;
  }

  /** How an observation leads here. */
  void led(Set<Direction> writes, Set<Mark> marks, String via, boolean worked) {
    // What worked through a node's port and failed at the pod itself did not work at the pod.
    (worked ? this.writes : triedWrites).addAll(writes);
    this.worked |= worked;
    this.marks.addAll(marks);
    doubts.retainAll(marks);
    if (!via.isEmpty()) {
      vias.add(via);
    }
  }

  /**
   * Counts an observation; once, though it may lead here on two paths.
   *
   * @param number of the observation
   * @param late whether it comes out of its order
   */
  void count(Tuple tuple, Tally tally, long number, boolean late) {
    if (serial == number) {
      return;
    }
    serial = number;
    this.late |= late;
    tuples.add(tuple);
    // Observations come sorted, so that the source seldom changes.
    if (source == null || source.format() != tuple.format() || source.side() != tuple.side()) {
      source = new Source(tuple.format(), tuple.side());
      sum = tallies.computeIfAbsent(source, key -> new TallySum());
    }
    sum.add(tally);
  }

  void mark(Mark mark) {
    marks.add(mark);
  }

  /** Whether this is the first time that a connect led here. */
  boolean connects() {
    boolean first = !connected;
    connected = true;
    return first;
  }

  /** Whether this is the first time that an accept led here. */
  boolean accepts() {
    boolean first = !accepted;
    accepted = true;
    return first;
  }

  /** The first of its kind; null where there is none. */
  @Nullable Implied implied() {
    return implied;
  }

  void implied(String via, Position at) {
    implied = new Implied(via, at);
  }

  Flow grown() {
    EnumSet<Mark> all = EnumSet.copyOf(marks);
    all.removeAll(DOUBTS);
    all.addAll(doubts);
    SortedMap<Source, Tally> sums = new TreeMap<>();
    tallies.forEach((from, counted) -> sums.put(from, counted.sum()));
    if (late) {
      Collections.sort(tuples);
    }
    return new Flow(
        connection,
        worked ? writes : triedWrites,
        sums,
        new TreeSet<>(all),
        tuples,
        String.join(", ", vias));
  }
}
