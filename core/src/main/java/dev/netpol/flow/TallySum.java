// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.trace.EventView;
import dev.netpol.trace.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What {@link Tally#merge} gives for many tallies, without making one for each step. */
final class TallySum {
  private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
  private final TreeSet<String> processes = new TreeSet<>();
  private final List<Sample> samples = new ArrayList<>(Tally.SAMPLES + 1);
  private boolean moreProcesses;
  private boolean timed;
  private long first = Long.MAX_VALUE;
  private long last = EventView.NO_TIME;

  void add(Tally tally) {
    tally.counts().forEach((outcome, count) -> counts.merge(outcome, count, Long::sum));
    if (tally.first() != EventView.NO_TIME) {
      timed = true;
      first = Math.min(first, tally.first());
    }
    last = Math.max(last, tally.last());
    moreProcesses |= tally.moreProcesses();
    for (String process : tally.processes()) {
      if (processes.add(process) && processes.size() > Tally.PROCESSES) {
        processes.pollLast();
        moreProcesses = true;
      }
    }
    tally.samples().forEach(this::add);
  }

  private void add(Sample sample) {
    int size = samples.size();
    if (size == Tally.SAMPLES && samples.get(size - 1).compareTo(sample) <= 0) {
      return;
    }
    int at = Collections.binarySearch(samples, sample);
    samples.add(at < 0 ? -at - 1 : at, sample);
    if (samples.size() > Tally.SAMPLES) {
      samples.remove(Tally.SAMPLES);
    }
  }

  Tally sum() {
    return new Tally(
        new TreeMap<>(counts),
        timed ? first : EventView.NO_TIME,
        last,
        processes,
        moreProcesses,
        samples);
  }
}
