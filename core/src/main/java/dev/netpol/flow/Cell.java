// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.trace.EventView;
import dev.netpol.trace.Field;
import dev.netpol.trace.Lines;
import dev.netpol.trace.Outcome;
import dev.netpol.trace.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** A {@link Tally} that grows. An event that brings nothing new makes no object. */
final class Cell {

  private static final Outcome[] OUTCOMES = Outcome.values();
  private static final byte[][] NO_NAMES = new byte[0][];
  private static final Evidence[] NO_SAMPLES = new Evidence[0];

  private final long[] counts = new long[OUTCOMES.length];
  private long first = EventView.NO_TIME;
  private long last = EventView.NO_TIME;
  private byte[][] names = NO_NAMES;
  private boolean moreNames;
  private Evidence[] samples = NO_SAMPLES;

  /** A sample, less what all samples of an observation have in common. */
  private record Evidence(
      long time, int pid, String comm, String exe, int sport, Outcome outcome, Place place) {

    /** As {@link Sample} orders them. */
    int compareTo(Evidence other) {
      int order = Long.compare(time - 1, other.time - 1);
      order = order != 0 ? order : Integer.compare(pid, other.pid);
      order = order != 0 ? order : comm.compareTo(other.comm);
      order = order != 0 ? order : exe.compareTo(other.exe);
      order = order != 0 ? order : Integer.compare(sport, other.sport);
      order = order != 0 ? order : outcome.compareTo(other.outcome);
      return order != 0 ? order : place.compareTo(other.place);
    }
  }

  @SuppressWarnings("EnumOrdinal") // one number for each outcome, for each observation
  void add(EventView event, UnaryOperator<String> intern) {
    counts[event.outcome().ordinal()] += event.count();
    long time = event.time();
    if (time != EventView.NO_TIME) {
      first = first == EventView.NO_TIME ? time : Math.min(first, time);
      last = Math.max(last, event.last());
    }
    int length = event.length(Field.COMM);
    if (length > 0) {
      name(event.buffer(), event.offset(Field.COMM), length);
    }
    // Unknown times are the last ones: NO_TIME - 1 is the largest number.
    if (samples.length < Tally.SAMPLES || time - 1 <= samples[Tally.SAMPLES - 1].time - 1) {
      sample(event, intern);
    }
  }

  private void name(byte[] bytes, int from, int length) {
    for (byte[] name : names) {
      if (name.length == length && Arrays.equals(name, 0, length, bytes, from, from + length)) {
        return;
      }
    }
    byte[] name = Arrays.copyOfRange(bytes, from, from + length);
    if (names.length < Tally.PROCESSES) {
      names = Arrays.copyOf(names, names.length + 1);
      names[names.length - 1] = name;
      return;
    }
    moreNames = true;
    int largest = 0;
    for (int i = 1; i < names.length; i++) {
      if (text(names[i]).compareTo(text(names[largest])) > 0) {
        largest = i;
      }
    }
    if (text(name).compareTo(text(names[largest])) < 0) {
      names[largest] = name;
    }
  }

  private static String text(byte[] name) {
    return new String(name, java.nio.charset.StandardCharsets.UTF_8);
  }

  private void sample(EventView event, UnaryOperator<String> intern) {
    Evidence sample =
        new Evidence(
            event.time(),
            event.pid(),
            intern.apply(event.text(Field.COMM)),
            intern.apply(event.text(Field.EXE)),
            event.sport(),
            event.outcome(),
            new Place(event.input(), event.offset(), event.line()));
    if (samples.length < Tally.SAMPLES) {
      samples = Arrays.copyOf(samples, samples.length + 1);
    } else if (sample.compareTo(samples[samples.length - 1]) >= 0) {
      return;
    }
    int i = samples.length - 1;
    while (i > 0 && sample.compareTo(samples[i - 1]) < 0) {
      samples[i] = samples[i - 1];
      i--;
    }
    samples[i] = sample;
  }

  long first() {
    return first;
  }

  long last() {
    return last;
  }

  Tally tally(Tuple tuple, Lines lines, UnaryOperator<String> intern) {
    SortedMap<Outcome, Long> sums = new TreeMap<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != 0) {
        sums.put(OUTCOMES[i], counts[i]);
      }
    }
    TreeSet<String> processes = new TreeSet<>();
    for (byte[] name : names) {
      processes.add(intern.apply(text(name)));
    }
    String pod = tuple.observer().name();
    String namespace = tuple.observer().namespace();
    String seenBy = intern.apply(namespace.isEmpty() ? pod : namespace + "/" + pod);
    List<Sample> evidence = new ArrayList<>(samples.length);
    for (Evidence sample : samples) {
      evidence.add(
          new Sample(
              lines.position(sample.place),
              sample.time,
              seenBy,
              sample.pid,
              sample.comm,
              sample.exe,
              tuple.saddr(),
              sample.sport,
              tuple.daddr(),
              tuple.dport(),
              sample.outcome));
    }
    return new Tally(sums, first, last, processes, moreNames, evidence);
  }
}
