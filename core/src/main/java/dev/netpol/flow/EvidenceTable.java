// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import com.google.common.collect.ImmutableSortedSet;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Lines;
import dev.netpol.trace.Outcome;
import dev.netpol.trace.Place;
import java.util.Arrays;
import java.util.Objects;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Names of processes and samples for each observation; few events bring something new. Samples are
 * kept as numbers: there are three of them for each observation, and each would be an object.
 */
@SuppressWarnings("EnumOrdinal") // never leaves the process
final class EvidenceTable {

  private static final Outcome[] OUTCOMES = Outcome.values();
  private static final String[] NO_NAMES = new String[0];

  // A sample: time; process id, outcome and port; input; offset; line.
  private static final int ENDS = 1;
  private static final int INPUT = 2;
  private static final int OFFSET = 3;
  private static final int LINE = 4;

  /** In the word of the ends, above the outcome. */
  private static final long UNCERTAIN = 1L << 31;

  /** Words of a sample. */
  static final int SAMPLE = 5;

  private static final int KEPT = Tally.SAMPLES;

  private long[] samples = new long[64 * KEPT * SAMPLE];

  /** Of each sample; none where there is no sample. */
  private @Nullable ProcessName[] processes = new @Nullable ProcessName[64 * KEPT];

  private String[][] names = new String[64][];
  private boolean[] moreNames = new boolean[64];

  /**
   * How a connection ended. What is uncertain and has its responder at a port that clients get
   * (32768 and up on Linux, net.ipv4.ip_local_port_range) is as likely the answer of a server that
   * was asked before the capture began: a rule for it would admit what nobody opened.
   */
  private static Outcome outcome(EventView event) {
    boolean reply = event.uncertain() && event.dport() >= 32_768;
    return reply && event.outcome() == Outcome.ATTEMPTED ? Outcome.UNCERTAIN : event.outcome();
  }

  /** Makes room for an observation. */
  void ensure(int number) {
    if (number >= names.length) {
      int length = Math.max(number + 1, 2 * names.length);
      samples = Arrays.copyOf(samples, Math.multiplyExact(length, KEPT * SAMPLE));
      processes = Arrays.copyOf(processes, length * KEPT);
      names = Arrays.copyOf(names, length);
      moreNames = Arrays.copyOf(moreNames, length);
    }
    names[number] = NO_NAMES;
  }

  /** Writes what a sample says of the event. */
  static void sample(EventView event, long[] words, int at) {
    words[at] = event.time();
    words[at + ENDS] =
        (long) event.pid() << 32
            | (event.uncertain() ? UNCERTAIN : 0)
            | (long) outcome(event).ordinal() << 16
            | event.sport();
    words[at + INPUT] = event.input();
    words[at + OFFSET] = event.offset();
    words[at + LINE] = event.line();
  }

  /** Time of a sample. */
  static long time(long[] words, int at) {
    return words[at];
  }

  /** Ordinal of the outcome of a sample. */
  static int outcome(long[] words, int at) {
    return (int) (words[at + ENDS] & ~UNCERTAIN) >>> 16;
  }

  /** Whether it tells by more than ports who opened the connection. */
  static boolean certain(long[] words, int at) {
    return (words[at + ENDS] & UNCERTAIN) == 0;
  }

  private static int sport(long[] words, int at) {
    return (int) words[at + ENDS] & 0xffff;
  }

  /** Takes note of the process, and of the sample if it is one of the first. */
  void add(int number, long[] words, int at, ProcessName process) {
    if (!process.comm().isEmpty()) {
      name(number, process.comm());
    }
    if (time(words, at) - 1 <= threshold(number)) {
      keep(number, words, at, process);
    }
  }

  /** Adds what another table has seen of the same observation. */
  void add(int number, EvidenceTable other, int otherNumber) {
    for (String name : other.names[otherNumber]) {
      name(number, name);
    }
    moreNames[number] |= other.moreNames[otherNumber];
    for (int i = otherNumber * KEPT; i < (otherNumber + 1) * KEPT; i++) {
      ProcessName process = other.processes[i];
      if (process != null) {
        keep(number, other.samples, i * SAMPLE, process);
      }
    }
  }

  private void name(int number, String name) {
    String[] own = names[number];
    int largest = 0;
    for (int i = 0; i < own.length; i++) {
      if (own[i].equals(name)) {
        return;
      }
      largest = own[i].compareTo(own[largest]) > 0 ? i : largest;
    }
    if (own.length < Tally.PROCESSES) {
      own = Arrays.copyOf(own, own.length + 1);
      own[own.length - 1] = name;
      names[number] = own;
      return;
    }
    moreNames[number] = true;
    if (name.compareTo(own[largest]) < 0) {
      own[largest] = name;
    }
  }

  /** Takes the sample if it is one of the first, and pushes the last one out. */
  private void keep(int number, long[] from, int at, ProcessName process) {
    int first = number * KEPT;
    int place = first + KEPT;
    while (place > first && precedes(from, at, process, place - 1)) {
      place--;
    }
    if (place == first + KEPT) {
      return;
    }
    int behind = first + KEPT - 1 - place;
    System.arraycopy(processes, place, processes, place + 1, behind);
    System.arraycopy(samples, place * SAMPLE, samples, (place + 1) * SAMPLE, behind * SAMPLE);
    processes[place] = process;
    System.arraycopy(from, at, samples, place * SAMPLE, SAMPLE);
  }

  /** Whether it comes before the sample at the place, as {@link Sample} orders them. */
  private boolean precedes(long[] from, int at, ProcessName process, int place) {
    ProcessName other = processes[place];
    if (other == null) {
      return true;
    }
    int to = place * SAMPLE;
    int order = Long.compare(from[at] - 1, samples[to] - 1);
    order = order != 0 ? order : Long.compare(from[at + ENDS] >>> 32, samples[to + ENDS] >>> 32);
    order = order != 0 ? order : process.comm().compareTo(other.comm());
    order = order != 0 ? order : process.exe().compareTo(other.exe());
    order = order != 0 ? order : Integer.compare(sport(from, at), sport(samples, to));
    order = order != 0 ? order : Integer.compare(outcome(from, at), outcome(samples, to));
    order = order != 0 ? order : Long.compare(from[at + INPUT], samples[to + INPUT]);
    order = order != 0 ? order : Long.compare(from[at + OFFSET], samples[to + OFFSET]);
    return order < 0;
  }

  /** An event is a sample if its time less one is at most this. Unknown times are the last ones. */
  long threshold(int number) {
    int last = number * KEPT + KEPT - 1;
    return processes[last] == null ? Long.MAX_VALUE : samples[last * SAMPLE] - 1;
  }

  /** Whether there was no event. */
  boolean isEmpty(int number) {
    return processes[number * KEPT] == null;
  }

  /** Earliest time: there is always a sample that has it. */
  long first(int number) {
    return samples[number * KEPT * SAMPLE];
  }

  boolean moreNames(int number) {
    return moreNames[number];
  }

  SortedSet<String> names(int number) {
    return ImmutableSortedSet.copyOf(names[number]);
  }

  /** How many samples there are. */
  int samples(int number) {
    int size = 0;
    while (size < KEPT && processes[number * KEPT + size] != null) {
      size++;
    }
    return size;
  }

  /** One of the samples, in full. */
  Sample sample(int number, int index, Tuple tuple, String pod, Lines lines) {
    int place = number * KEPT + index;
    int at = place * SAMPLE;
    ProcessName process = Objects.requireNonNull(processes[place]);
    return new Sample(
        lines.position(
            new Place((int) samples[at + INPUT], samples[at + OFFSET], samples[at + LINE])),
        samples[at],
        pod,
        (int) (samples[at + ENDS] >>> 32),
        process.comm(),
        process.exe(),
        tuple.saddr(),
        sport(samples, at),
        tuple.daddr(),
        tuple.dport(),
        OUTCOMES[outcome(samples, at)]);
  }
}
