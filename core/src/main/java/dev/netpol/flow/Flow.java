// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.model.Connection;
import dev.netpol.model.Direction;
import dev.netpol.model.External;
import dev.netpol.trace.Outcome;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Connections from one end to another on one port, with the evidence.
 *
 * @param writes which policies must admit it: {@code EGRESS} the initiator's, {@code INGRESS} the
 *     responder's. Empty where neither end is a workload's
 * @param tallies what each source counted; never add them up
 * @param tuples the observations behind it, sorted
 * @param via what was dialled where that is not the responder, for example {@code Service
 *     demo/emailservice:5000}; several are joined by a comma; or empty
 */
public record Flow(
    Connection connection,
    Set<Direction> writes,
    SortedMap<Source, Tally> tallies,
    SortedSet<Mark> marks,
    List<Tuple> tuples,
    String via)
    implements Comparable<Flow> {

  public Flow {
    Objects.requireNonNull(connection, "connection");
    Objects.requireNonNull(via, "via");
    EnumSet<Direction> directions = EnumSet.noneOf(Direction.class);
    directions.addAll(writes);
    writes = Collections.unmodifiableSet(directions);
    tallies = Collections.unmodifiableSortedMap(new TreeMap<>(tallies));
    marks = Collections.unmodifiableSortedSet(new TreeSet<>(marks));
    tuples = List.copyOf(tuples);
  }

  /** The largest count of a source: what is known to have happened at least. */
  public long connections() {
    return tallies.values().stream().mapToLong(Tally::connections).max().orElse(0);
  }

  /** Connections by how they ended: of each outcome the largest count of a source. */
  public SortedMap<Outcome, Long> outcomes() {
    SortedMap<Outcome, Long> outcomes = new TreeMap<>();
    for (Tally tally : tallies.values()) {
      tally.counts().forEach((outcome, count) -> outcomes.merge(outcome, count, Math::max));
    }
    return outcomes;
  }

  /** Whether one established connection was seen. */
  public boolean established() {
    return any(Outcome.ESTABLISHED);
  }

  /** Whether no source could tell how it ended. */
  public boolean attemptedOnly() {
    return !established() && any(Outcome.ATTEMPTED);
  }

  /** Whether all that was seen failed. */
  public boolean failedOnly() {
    return !established() && !any(Outcome.ATTEMPTED);
  }

  /**
   * Names that the logs give the end outside the cluster, sorted: what an application looked up.
   * Hostile text, to be escaped where it is shown. None where no end is outside, or no log has any.
   */
  public SortedSet<String> names() {
    TreeSet<String> names = new TreeSet<>();
    for (Tuple tuple : tuples) {
      if (connection.to() instanceof External) {
        name(tuple.responder(), names);
      }
      if (connection.from() instanceof External) {
        name(tuple.initiator(), names);
      }
    }
    return names;
  }

  private static void name(Named end, SortedSet<String> into) {
    if (end.kind() == Named.Kind.NOBODY && !end.name().isEmpty()) {
      into.add(end.name());
    }
  }

  public boolean has(Mark mark) {
    return marks.contains(mark);
  }

  private boolean any(Outcome outcome) {
    return tallies.values().stream().anyMatch(tally -> tally.has(outcome));
  }

  @Override
  public int compareTo(Flow other) {
    return connection.compareTo(other.connection);
  }

  @Override
  public String toString() {
    return connection + (via.isEmpty() ? "" : " via " + via);
  }
}
