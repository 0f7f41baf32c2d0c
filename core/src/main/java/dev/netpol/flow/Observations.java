// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.model.IpAddress;
import dev.netpol.trace.EventNumbers;
import dev.netpol.trace.EventView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Distinct observations, and how often each was made. What repeats costs two look-ups and makes no
 * object; memory grows with what is distinct.
 */
final class Observations {

  private static final int INTERNED = 1 << 16;

  private final AddressCuts cuts;
  private final Batch batch = new Batch();
  private byte[] textKey = new byte[1024];
  private final TextTable texts = new TextTable();
  private final ProcessNames processes = new ProcessNames();

  /** What the texts say, by their number. */
  final List<Ends> ends = new ArrayList<>();

  final TupleTable table = new TupleTable();
  final EvidenceTable evidence = new EvidenceTable();

  /** By the numbers of the table: where the intervals of the addresses start, but for the first. */
  private long[][] starts = new long[64][];

  private boolean changing;

  // The same few names come again and again.
  private final Map<String, String> strings = new HashMap<>();
  private final UnaryOperator<String> intern = this::known;

  Observations(AddressCuts cuts) {
    this.cuts = cuts;
  }

  /** Takes note of an event; it is counted no later than by {@link #settle}. */
  void add(EventView event) {
    ProcessName process = processes.of(event.remembered());
    if (process == null) {
      process = processes.of(event, text(event));
      event.remember(process.number());
    }
    if (batch.add(event, process)) {
      settle();
    }
  }

  /** Number of the texts of the event. */
  private int text(EventView event) {
    int length = event.texts(textKey);
    if (length > textKey.length - Long.BYTES) {
      textKey = new byte[2 * length + Long.BYTES];
      length = event.texts(textKey);
    }
    int known = texts.find(textKey, 0, length);
    if (known >= 0) {
      return known;
    }
    ends.add(new Ends(event, intern));
    return texts.add(textKey, 0, length);
  }

  /** Counts the events that wait. */
  void settle() {
    table.find(batch);
    for (int i = 0; i < batch.size; i++) {
      ProcessName process = batch.processes[i];
      if (process != null) {
        count(batch.words, i * Batch.STRIDE, observation(i), process);
      }
    }
    batch.size = 0;
  }

  private void count(long[] words, int at, int number, ProcessName process) {
    int sample = at + Batch.SAMPLE;
    if (table.count(
        number,
        EvidenceTable.outcome(words, sample),
        EvidenceTable.certain(words, sample),
        words[at + Batch.COUNT],
        EvidenceTable.time(words, sample),
        words[at + Batch.LAST],
        process.number())) {
      evidence.add(number, words, sample, process);
      table.remember(number, process.number(), evidence.threshold(number));
    }
  }

  /** Number of the observation that the event is of. */
  private int observation(int event) {
    long[] words = batch.words;
    int at = event * Batch.STRIDE;
    int number = batch.numbers[event];
    if (number < 0) {
      number = number(batch.hashes[event], words, at);
    }
    if (!changing) {
      return number;
    }
    int found = Arrays.binarySearch(starts[number], EvidenceTable.time(words, at + Batch.SAMPLE));
    int interval = found >= 0 ? found + 1 : -found - 1;
    if (interval == 0) {
      return number;
    }
    words[at + TupleTable.TEXTS] |= (long) interval << 32;
    return number(TupleTable.hash(words, at), words, at);
  }

  private int number(long hash, long[] words, int at) {
    int known = table.find(hash, words, at);
    if (known >= 0) {
      return known;
    }
    long[] own = starts(EventNumbers.read(words, at));
    changing |= own.length > 0;
    return add(hash, words, at, own);
  }

  private int add(long hash, long[] words, int at, long[] own) {
    int number = table.add(hash, words, at);
    if (number == starts.length) {
      starts = Arrays.copyOf(starts, 2 * number);
    }
    evidence.ensure(number);
    starts[number] = own;
    return number;
  }

  private long[] starts(EventNumbers numbers) {
    long[] from = numbers.saddr().map(cuts::cuts).orElse(NEVER);
    long[] to = numbers.daddr().map(cuts::cuts).orElse(NEVER);
    if (from.length + to.length == 0) {
      return NEVER;
    }
    long[] all = Arrays.copyOf(from, from.length + to.length);
    System.arraycopy(to, 0, all, from.length, to.length);
    return Arrays.stream(all).sorted().distinct().toArray();
  }

  private static final long[] NEVER = new long[0];

  /** Takes over all that another one has of the same reading. */
  void absorb(Observations other) {
    settle();
    other.settle();
    int[] moved = new int[other.ends.size()];
    for (int i = 0; i < moved.length; i++) {
      byte[] text = other.texts.text(i);
      byte[] padded = Arrays.copyOf(text, text.length + Long.BYTES);
      moved[i] = texts.find(padded, 0, text.length);
      if (moved[i] < 0) {
        moved[i] = texts.add(padded, 0, text.length);
        ends.add(other.ends.get(i));
      }
    }
    long[] key = new long[TupleTable.KEY];
    for (int i = 0; i < other.table.size(); i++) {
      other.table.key(i, key);
      long interval = key[TupleTable.TEXTS] >>> 32 << 32;
      key[TupleTable.TEXTS] = interval | moved[(int) key[TupleTable.TEXTS]];
      long hash = TupleTable.hash(key, 0);
      int number = table.find(hash, key, 0);
      if (number < 0) {
        number = add(hash, key, 0, other.starts[i]);
      }
      evidence.add(number, other.evidence, i);
      table.add(number, other.table, i);
    }
  }

  /** The observation of that number, with {@code address} in place of equal ones. */
  Tuple tuple(int number, UnaryOperator<Optional<IpAddress>> address) {
    long[] key = new long[TupleTable.KEY];
    table.key(number, key);
    EventNumbers numbers = EventNumbers.read(key, 0);
    int interval = (int) (key[TupleTable.TEXTS] >>> 32);
    long start = interval == 0 ? EventView.NO_TIME : starts[number][interval - 1];
    return ends.get((int) key[TupleTable.TEXTS])
        .tuple(numbers, address.apply(numbers.saddr()), address.apply(numbers.daddr()), start);
  }

  private String known(String text) {
    if (strings.size() >= INTERNED) {
      strings.clear();
    }
    return strings.computeIfAbsent(text, same -> same);
  }
}
