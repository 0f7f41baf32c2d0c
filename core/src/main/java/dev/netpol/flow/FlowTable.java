// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.trace.EventSink;
import dev.netpol.trace.EventView;
import dev.netpol.trace.TraceObject;
import dev.netpol.trace.TraceReader;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that a trace says, folded: what repeats is counted. Immutable; {@link #merge} is associative
 * and commutative with {@link #empty()} as identity, so that threads, files and machines can each
 * fold a part.
 */
public final class FlowTable {

  private static final FlowTable EMPTY = new FlowTable();

  private FlowTable() {}

  public static FlowTable empty() {
    return EMPTY;
  }

  /** Reads all of a trace, with as many threads as the reader may use. */
  public static FlowTable read(TraceReader reader, AddressCuts cuts) {
    Objects.requireNonNull(cuts, "cuts");
    return reader.read(() -> builder(cuts)).stream()
        .map(Builder::build)
        .reduce(EMPTY, FlowTable::merge);
  }

  public static Builder builder(AddressCuts cuts) {
    return new Builder(cuts);
  }

  /** Both together. */
  public FlowTable merge(FlowTable other) {
    return other == EMPTY ? this : other;
  }

  /** What was seen, and how often. */
  public SortedMap<Tuple, Tally> tuples() {
    return new TreeMap<>();
  }

  public Coverage coverage() {
    return Coverage.NONE;
  }

  /** Kubernetes objects that the trace carries, by time. */
  public List<TraceObject> objects() {
    return List.of();
  }

  public Accounting accounting() {
    return Accounting.EMPTY;
  }

  /** Pods and Services that the trace describes beyond their names. */
  public SortedSet<Sighting> sightings() {
    return new TreeSet<>();
  }

  /** Folds events as they come; for one thread. */
  public static final class Builder implements EventSink {

    private Builder(AddressCuts cuts) {
      Objects.requireNonNull(cuts, "cuts");
    }

    @Override
    public void event(EventView event) {
      throw new UnsupportedOperationException("not yet");
    }

    public FlowTable build() {
      return EMPTY;
    }
  }
}
