// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import com.google.common.math.LongMath;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What {@link Tally#merge} gives for many tallies, without making one for each step. */
@SuppressWarnings("EnumOrdinal") // of arrays that no one else sees
final class TallySum {
  private static final Outcome[] OUTCOMES = Outcome.values();

  private final long[] counts = new long[OUTCOMES.length];
  private final boolean[] seen = new boolean[OUTCOMES.length];
  private final TreeSet<String> processes = new TreeSet<>();
  private final List<Sample> samples = new ArrayList<>(Tally.SAMPLES + 1);
  private boolean certain;
  private boolean moreProcesses;
  private boolean timed;
  private long first = Long.MAX_VALUE;
  private long last = EventView.NO_TIME;

  void add(Tally tally) {
    tally.counts().forEach(this::add);
    if (tally.first() != EventView.NO_TIME) {
      timed = true;
      first = Math.min(first, tally.first());
    }
    last = Math.max(last, tally.last());
    certain |= tally.certain();
    moreProcesses |= tally.moreProcesses();
    for (String process : tally.processes()) {
      if (processes.add(process) && processes.size() > Tally.PROCESSES) {
        processes.pollLast();
        moreProcesses = true;
      }
    }
    if (isFullBefore(tally.first())) {
      return;
    }
    for (Sample sample : tally.samples()) {
      if (!add(sample)) {
        return; // they are sorted
      }
    }
  }

  private void add(Outcome outcome, long count) {
    seen[outcome.ordinal()] = true;
    int i = outcome.ordinal();
    counts[i] = LongMath.saturatedAdd(counts[i], count);
  }

  /** Whether no sample from that time on is one of the first: most need not be looked at. */
  private boolean isFullBefore(long time) {
    int size = samples.size();
    return size == Tally.SAMPLES && samples.get(size - 1).time() - 1 < time - 1;
  }

  /** Whether it is one of the first so far. */
  private boolean add(Sample sample) {
    int size = samples.size();
    if (size == Tally.SAMPLES && samples.get(size - 1).compareTo(sample) <= 0) {
      return false;
    }
    int at = Collections.binarySearch(samples, sample);
    samples.add(at < 0 ? -at - 1 : at, sample);
    if (samples.size() > Tally.SAMPLES) {
      samples.remove(Tally.SAMPLES);
    }
    return true;
  }

  Tally sum() {
    SortedMap<Outcome, Long> sums = new TreeMap<>();
    for (Outcome outcome : OUTCOMES) {
      if (seen[outcome.ordinal()]) {
        sums.put(outcome, counts[outcome.ordinal()]);
      }
    }
    return new Tally(
        sums, certain, timed ? first : EventView.NO_TIME, last, processes, moreProcesses, samples);
  }
}
