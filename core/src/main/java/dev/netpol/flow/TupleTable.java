// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import com.google.common.math.LongMath;
import dev.netpol.trace.EventNumbers;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Outcome;
import java.util.Arrays;

/**
 * Numbers distinct observations, and keeps beside each what nearly every event changes, so that a
 * repeat touches two cache lines: there are more observations than a cache holds.
 */
final class TupleTable {

  /** Words of a key: the numbers of an event, then what stands for its texts and its interval. */
  static final int KEY = EventNumbers.WORDS + 1;

  /** Which of them stands for the texts and the interval. */
  static final int TEXTS = EventNumbers.WORDS;

  // A record: the key, then what changes.
  private static final int PROCESS = KEY;
  private static final int LAST = PROCESS + 1;
  private static final int THRESHOLD = LAST + 1;
  private static final int COUNTS = THRESHOLD + 1;
  private static final int STRIDE = COUNTS + Outcome.values().length;

  /** In the word of the process, above its number: a bit for each outcome seen. */
  private static final int SEEN = 32;

  /** Above those: an event told by more than ports who opened the connection. */
  private static final long CERTAIN = 1L << (SEEN + Outcome.values().length);

  /** In place of the number of a process. */
  private static final long NONE = 0xffff_ffffL;

  /** Upper half: of the hash. Lower half: number of the record plus one; 0 is free. */
  private long[] slots = new long[1 << 10];

  private long[] records = new long[STRIDE << 9];
  private int size;

  int size() {
    return size;
  }

  /**
   * Finds the observations that the events are of, or -1 for a new one. What is in no cache takes
   * as long to come as hundreds of instructions; asked for in a row, it comes together.
   */
  void find(Batch batch) {
    int mask = slots.length - 1;
    for (int i = 0; i < batch.size; i++) {
      batch.numbers[i] = (int) slots[(int) batch.hashes[i] & mask] - 1;
    }
    for (int i = 0; i < batch.size; i++) {
      int at = i * Batch.STRIDE;
      int number = batch.numbers[i];
      if (number >= 0 && !same(number * STRIDE, batch.words, at)) {
        batch.numbers[i] = find(batch.hashes[i], batch.words, at);
      }
    }
  }

  /**
   * Number of the observation, or -1 if it is new.
   *
   * @param hash of the key
   * @param at where the key begins in {@code words}
   */
  int find(long hash, long[] words, int at) {
    long tag = hash >>> 32;
    int mask = slots.length - 1;
    long slot;
    for (int i = (int) hash & mask; (slot = slots[i]) != 0; i = i + 1 & mask) {
      int number = (int) slot - 1;
      if (slot >>> 32 == tag && same(number * STRIDE, words, at)) {
        return number;
      }
    }
    return -1;
  }

  private boolean same(int record, long[] words, int at) {
    long difference = 0;
    for (int i = 0; i < KEY; i++) {
      difference |= records[record + i] ^ words[at + i];
    }
    return difference == 0;
  }

  static long hash(long[] words, int at) {
    return KeyHash.of(words, at, KEY);
  }

  /** Numbers an observation that {@link #find} did not find. */
  int add(long hash, long[] words, int at) {
    if (2 * (size + 1) > slots.length) {
      grow();
    }
    int record = size * STRIDE;
    System.arraycopy(words, at, records, record, KEY);
    records[record + PROCESS] = NONE;
    records[record + LAST] = EventView.NO_TIME;
    records[record + THRESHOLD] = Long.MAX_VALUE;
    place(hash, size);
    return size++;
  }

  private void place(long hash, int number) {
    int mask = slots.length - 1;
    int i = (int) hash & mask;
    while (slots[i] != 0) {
      i = i + 1 & mask;
    }
    slots[i] = (hash & 0xffff_ffff_0000_0000L) | (number + 1);
  }

  private void grow() {
    records = Arrays.copyOf(records, Math.multiplyExact(2, records.length));
    slots = new long[2 * slots.length];
    for (int number = 0; number < size; number++) {
      place(hash(records, number * STRIDE), number);
    }
  }

  /** Writes the key of an observation. */
  void key(int number, long[] target) {
    System.arraycopy(records, number * STRIDE, target, 0, KEY);
  }

  /** Adds what another table has counted. */
  void add(int number, TupleTable other, int otherNumber) {
    int record = number * STRIDE;
    int otherRecord = otherNumber * STRIDE;
    long last = other.records[otherRecord + LAST];
    records[record + LAST] = Math.max(records[record + LAST], last);
    records[record + PROCESS] |= other.records[otherRecord + PROCESS] & ~NONE;
    for (int i = COUNTS; i < STRIDE; i++) {
      records[record + i] =
          LongMath.saturatedAdd(records[record + i], other.records[otherRecord + i]);
    }
  }

  /** Counts; whether the event also has to be looked at more closely. */
  boolean count(
      int number, int outcome, boolean certain, long count, long time, long last, int process) {
    int record = number * STRIDE;
    int counted = record + COUNTS + outcome;
    records[counted] = LongMath.saturatedAdd(records[counted], count); // whatever a log claims
    records[record + LAST] = Math.max(records[record + LAST], last);
    long seen = records[record + PROCESS] | 1L << (SEEN + outcome) | (certain ? CERTAIN : 0);
    records[record + PROCESS] = seen;
    return time - 1 <= records[record + THRESHOLD] || (int) seen != process;
  }

  /** From now on, a closer look is for other processes or for times before the threshold. */
  void remember(int number, int process, long threshold) {
    int record = number * STRIDE;
    records[record + PROCESS] = (records[record + PROCESS] & ~NONE) | (process & NONE);
    records[record + THRESHOLD] = threshold;
  }

  /** Orders observations by format and side, as {@link Tuple} does. */
  int kind(int number) {
    return EventNumbers.kind(records[number * STRIDE]);
  }

  /** What stands for the texts, with the interval. */
  long texts(int number) {
    return records[number * STRIDE + TEXTS];
  }

  /** Whether there was an event with the outcome, be it one that counts as no connection. */
  boolean seen(int number, int outcome) {
    return (records[number * STRIDE + PROCESS] >>> (SEEN + outcome) & 1) != 0;
  }

  /** Whether an event told by more than ports who opened the connection. */
  boolean certain(int number) {
    return (records[number * STRIDE + PROCESS] & CERTAIN) != 0;
  }

  long count(int number, int outcome) {
    return records[number * STRIDE + COUNTS + outcome];
  }

  long last(int number) {
    return records[number * STRIDE + LAST];
  }
}
