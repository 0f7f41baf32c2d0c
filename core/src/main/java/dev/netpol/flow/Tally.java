// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.math.LongMath;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was counted for a tuple, or for several. {@link #merge} is associative and commutative, and
 * {@link #EMPTY} its identity. A log may claim any count: sums stop at {@link Long#MAX_VALUE}.
 *
 * @param counts connections by outcome; 0 for an outcome of which nothing was seen that counts, for
 *     example only later packets
 * @param certain whether anything but the ports tells which end opened it
 * @param first earliest time, nanoseconds since 1970, {@link EventView#NO_TIME} when unknown
 * @param last latest time, likewise
 * @param processes names of processes: the first {@link #PROCESSES} in their order
 * @param moreProcesses whether there were others
 * @param samples the first {@link #SAMPLES} in their order
 */
public record Tally(
    SortedMap<Outcome, Long> counts,
    boolean certain,
    long first,
    long last,
    SortedSet<String> processes,
    boolean moreProcesses,
    List<Sample> samples) {

  /** Process names kept. */
  public static final int PROCESSES = 8;

  /** Records kept. */
  public static final int SAMPLES = 3;

  public static final Tally EMPTY =
      new Tally(
          new TreeMap<>(),
          false,
          EventView.NO_TIME,
          EventView.NO_TIME,
          new TreeSet<>(),
          false,
          List.of());

  public Tally {
    counts = ImmutableSortedMap.copyOf(counts);
    processes = ImmutableSortedSet.copyOf(processes);
    samples = samples instanceof KeptSamples ? samples : List.copyOf(samples);
  }

  /** Connections of all outcomes: at least one, where anything was seen of one. */
  public long connections() {
    long sum = counts.values().stream().reduce(0L, LongMath::saturatedAdd);
    return sum == 0 && !counts.isEmpty() ? 1 : sum;
  }

  /** Connections of one outcome. */
  public long count(Outcome outcome) {
    return counts.getOrDefault(outcome, 0L);
  }

  /** Whether one of that outcome was seen, be it not where it is counted. */
  public boolean has(Outcome outcome) {
    return counts.containsKey(outcome);
  }

  /** Whether one of them is not known to have failed. */
  public boolean worked() {
    for (Outcome outcome : counts.keySet()) {
      if (!outcome.failed()) {
        return true;
      }
    }
    return false;
  }

  /** The same, with what was attempted as something else. */
  Tally attempted(Outcome as) {
    SortedMap<Outcome, Long> other = new TreeMap<>(counts);
    Long attempts = other.remove(Outcome.ATTEMPTED);
    other.merge(as, attempts == null ? 0 : attempts, LongMath::saturatedAdd);
    return new Tally(other, certain, first, last, processes, moreProcesses, samples);
  }

  /** Both together. */
  public Tally merge(Tally other) {
    Map<Outcome, Long> sums = new EnumMap<>(Outcome.class);
    sums.putAll(counts);
    other.counts.forEach((outcome, count) -> sums.merge(outcome, count, LongMath::saturatedAdd));
    TreeSet<String> names = new TreeSet<>(processes);
    names.addAll(other.processes);
    boolean more = moreProcesses || other.moreProcesses || names.size() > PROCESSES;
    while (names.size() > PROCESSES) {
      names.pollLast();
    }
    return new Tally(
        new TreeMap<>(sums),
        certain || other.certain,
        earlier(first, other.first),
        Math.max(last, other.last),
        names,
        more,
        firstSamples(samples, other.samples));
  }

  /** The earlier time; the known one, where one is {@link EventView#NO_TIME}. */
  static long earlier(long left, long right) {
    if (left == EventView.NO_TIME || right == EventView.NO_TIME) {
      return Math.max(left, right);
    }
    return Math.min(left, right);
  }

  private static List<Sample> firstSamples(Collection<Sample> left, Collection<Sample> right) {
    List<Sample> all = new ArrayList<>(left);
    all.addAll(right);
    Collections.sort(all);
    return all.subList(0, Math.min(SAMPLES, all.size()));
  }
}
