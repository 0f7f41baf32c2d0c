// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import com.google.common.collect.ImmutableSortedSet;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Field;
import dev.netpol.trace.Lines;
import dev.netpol.trace.Outcome;
import dev.netpol.trace.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.function.UnaryOperator;

/** Process names and samples of an observation; few events bring something new. */
final class Evidence {

  private static final String[] NO_NAMES = new String[0];
  private static final Event[] NO_SAMPLES = new Event[0];

  private String[] names = NO_NAMES;
  private boolean moreNames;
  private Event[] samples = NO_SAMPLES;

  /** A sample, less what all samples of an observation have in common. */
  private record Event(
      long time,
      int pid,
      String comm,
      String exe,
      int sport,
      Outcome outcome,
      int input,
      long offset,
      long line) {

    /** As {@link Sample} orders them. */
    int compareTo(Event other) {
      int order = Long.compare(time - 1, other.time - 1);
      order = order != 0 ? order : Integer.compare(pid, other.pid);
      order = order != 0 ? order : comm.compareTo(other.comm);
      order = order != 0 ? order : exe.compareTo(other.exe);
      order = order != 0 ? order : Integer.compare(sport, other.sport);
      order = order != 0 ? order : outcome.compareTo(other.outcome);
      order = order != 0 ? order : Integer.compare(input, other.input);
      return order != 0 ? order : Long.compare(offset, other.offset);
    }
  }

  /**
   * How a connection ended. What is uncertain and has its responder at a port that clients get
   * (32768 and up on Linux, net.ipv4.ip_local_port_range) is as likely the answer of a server that
   * was asked before the capture began: a rule for it would admit what nobody opened.
   */
  static Outcome outcome(EventView event) {
    boolean reply = event.uncertain() && event.dport() >= 32_768;
    return reply && event.outcome() == Outcome.ATTEMPTED ? Outcome.UNCERTAIN : event.outcome();
  }

  void add(EventView event, UnaryOperator<String> intern) {
    String comm = intern.apply(event.text(Field.COMM));
    if (!comm.isEmpty()) {
      name(comm);
    }
    if (event.time() - 1 <= threshold()) {
      sample(
          new Event(
              event.time(),
              event.pid(),
              comm,
              intern.apply(event.text(Field.EXE)),
              event.sport(),
              outcome(event),
              event.input(),
              event.offset(),
              event.line()));
    }
  }

  /** Adds what was seen elsewhere of the same observation. */
  void add(Evidence other) {
    for (String name : other.names) {
      name(name);
    }
    moreNames |= other.moreNames;
    for (Event sample : other.samples) {
      sample(sample);
    }
  }

  private void name(String name) {
    int largest = 0;
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return;
      }
      largest = names[i].compareTo(names[largest]) > 0 ? i : largest;
    }
    if (names.length < Tally.PROCESSES) {
      names = Arrays.copyOf(names, names.length + 1);
      names[names.length - 1] = name;
      return;
    }
    moreNames = true;
    if (name.compareTo(names[largest]) < 0) {
      names[largest] = name;
    }
  }

  private void sample(Event sample) {
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

  /** An event is a sample if its time less one is at most this. Unknown times are the last ones. */
  long threshold() {
    return samples.length < Tally.SAMPLES ? Long.MAX_VALUE : samples[samples.length - 1].time - 1;
  }

  /** Whether there was no event. */
  boolean isEmpty() {
    return samples.length == 0;
  }

  /** Earliest time: there is always a sample that has it. */
  long first() {
    return samples[0].time;
  }

  boolean moreNames() {
    return moreNames;
  }

  SortedSet<String> names() {
    return ImmutableSortedSet.copyOf(names);
  }

  /** The samples in full. */
  List<Sample> samples(Tuple tuple, String pod, Lines lines) {
    List<Sample> full = new ArrayList<>(samples.length);
    for (Event sample : samples) {
      full.add(
          new Sample(
              lines.position(new Place(sample.input, sample.offset, sample.line)),
              sample.time,
              pod,
              sample.pid,
              sample.comm,
              sample.exe,
              tuple.saddr(),
              sample.sport,
              tuple.daddr(),
              tuple.dport(),
              sample.outcome));
    }
    return full;
  }
}
