// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.model.Diagnostic;
import dev.netpol.model.Position;
import dev.netpol.trace.SkipReason;
import dev.netpol.trace.TraceFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where every record of the input went: an event, one of the records about the capture, or a reason
 * to skip it.
 *
 * @param events records that are connections, by format
 * @param about records about the capture: headers, objects, losses, ends
 * @param skipped all others
 * @param untimed of the connections, those with a time that cannot be read
 */
public record Accounting(
    SortedMap<TraceFormat, Long> events,
    long about,
    SortedMap<SkipReason, Skipped> skipped,
    Untimed untimed) {

  public static final Accounting EMPTY =
      new Accounting(new TreeMap<>(), 0, new TreeMap<>(), Untimed.NONE);

  public Accounting {
    events = Collections.unmodifiableSortedMap(new TreeMap<>(events));
    skipped = Collections.unmodifiableSortedMap(new TreeMap<>(skipped));
  }

  /** All records. */
  public long records() {
    long sum = about + connections();
    for (Skipped some : skipped.values()) {
      sum += some.count();
    }
    return sum;
  }

  /** Records that are connections, over all formats. */
  public long connections() {
    return events.values().stream().mapToLong(Long::longValue).sum();
  }

  public Accounting merge(Accounting other) {
    SortedMap<TraceFormat, Long> sums = new TreeMap<>(events);
    other.events.forEach((format, count) -> sums.merge(format, count, Long::sum));
    SortedMap<SkipReason, Skipped> reasons = new TreeMap<>(skipped);
    other.skipped.forEach((reason, some) -> reasons.merge(reason, some, Skipped::merge));
    return new Accounting(sums, about + other.about, reasons, untimed.merge(other.untimed));
  }

  /** What a person should know of the records that were read. */
  List<Diagnostic> findings() {
    return untimed.first().stream()
        .map(
            first ->
                Diagnostic.warning(
                    "unreadable-time",
                    first,
                    untimed.count()
                        + (untimed.count() == 1 ? " connection has" : " connections have")
                        + " a time that cannot be read, the first here: an address that changed"
                        + " hands is taken for whoever has it in the snapshot",
                    "write times as 2026-11-20T12:00:01Z; the years 1970 to 2261 can be read"))
        .toList();
  }

  /**
   * Connections of which the time is written, and cannot be read.
   *
   * @param first where the first of them stands
   */
  public record Untimed(long count, Optional<Position> first) {
    public static final Untimed NONE = new Untimed(0, Optional.empty());

    Untimed merge(Untimed other) {
      return new Untimed(
          count + other.count,
          Stream.of(first, other.first).flatMap(Optional::stream).min(Comparator.naturalOrder()));
    }
  }

  /**
   * Records that were skipped for one reason.
   *
   * @param first where the first {@link #FIRST} of them stand
   */
  public record Skipped(long count, List<Where> first) {

    /** Records shown for a reason. */
    public static final int FIRST = 5;

    public Skipped {
      first = List.copyOf(first);
    }

    Skipped merge(Skipped other) {
      List<Where> all = new ArrayList<>(first);
      all.addAll(other.first);
      Collections.sort(all);
      return new Skipped(count + other.count, all.subList(0, Math.min(FIRST, all.size())));
    }
  }

  /**
   * One skipped record.
   *
   * @param key the one that it was skipped for, or several; empty where none is to blame
   * @param excerpt its first characters; hostile text, to be escaped where it is shown
   */
  public record Where(Position at, String key, String excerpt) implements Comparable<Where> {
    private static final Comparator<Where> ORDER =
        Comparator.comparing(Where::at).thenComparing(Where::excerpt);

    @Override
    public int compareTo(Where other) {
      return ORDER.compare(this, other);
    }
  }
}
