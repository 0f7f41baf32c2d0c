// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.trace.EventView;
import dev.netpol.trace.Outcome;
import java.util.Arrays;

/**
 * Numbers distinct observations, and keeps beside each what nearly every event changes, so that a
 * repeat touches two cache lines: there are more observations than a cache holds.
 */
final class TupleTable {

  // A record: numbers of the key, texts and interval, then what changes.
  private static final int KEY = EventView.NUMBERS / Long.BYTES;
  private static final int TEXTS = KEY;
  private static final int PROCESS = TEXTS + 1;
  private static final int LAST = PROCESS + 1;
  private static final int THRESHOLD = LAST + 1;
  private static final int COUNTS = THRESHOLD + 1;
  private static final int STRIDE = COUNTS + Outcome.values().length;

  /** In the word of the process, above its number: a bit for each outcome seen. */
  private static final int SEEN = 32;

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
   * Number of the observation, or -1 if it is new.
   *
   * @param key of which the numbers are looked at
   * @param texts stands for the texts of the key, with the interval
   */
  int find(byte[] key, long texts) {
    long hash = hash(key, texts);
    long tag = hash >>> 32;
    int mask = slots.length - 1;
    long slot;
    for (int i = (int) hash & mask; (slot = slots[i]) != 0; i = i + 1 & mask) {
      int number = (int) slot - 1;
      if (slot >>> 32 == tag && same(number * STRIDE, key, texts)) {
        return number;
      }
    }
    return -1;
  }

  private boolean same(int record, byte[] key, long texts) {
    long difference = records[record + TEXTS] ^ texts;
    for (int i = 0; i < KEY; i++) {
      difference |= records[record + i] ^ Words.at(key, 8 * i);
    }
    return difference == 0;
  }

  private static long hash(byte[] key, long texts) {
    long hash = Words.mix(Words.start(), texts);
    for (int i = 0; i < KEY; i++) {
      hash = Words.mix(hash, Words.at(key, 8 * i));
    }
    return hash ^ (hash >>> 32);
  }

  /** Numbers an observation that {@link #find} did not find. */
  int add(byte[] key, long texts) {
    if (2 * (size + 1) > slots.length) {
      grow();
    }
    int record = size * STRIDE;
    for (int i = 0; i < KEY; i++) {
      records[record + i] = Words.at(key, 8 * i);
    }
    records[record + TEXTS] = texts;
    records[record + PROCESS] = NONE;
    records[record + LAST] = EventView.NO_TIME;
    records[record + THRESHOLD] = Long.MAX_VALUE;
    place(hash(key, texts), size);
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
    byte[] key = new byte[EventView.NUMBERS];
    for (int number = 0; number < size; number++) {
      numbers(number, key);
      place(hash(key, records[number * STRIDE + TEXTS]), number);
    }
  }

  /** Writes the numbers of a key. */
  void numbers(int number, byte[] key) {
    for (int i = 0; i < KEY; i++) {
      Words.put(key, 8 * i, records[number * STRIDE + i]);
    }
  }

  /** Adds what another table has counted. */
  void add(int number, TupleTable other, int otherNumber) {
    int record = number * STRIDE;
    int otherRecord = otherNumber * STRIDE;
    long last = other.records[otherRecord + LAST];
    records[record + LAST] = Math.max(records[record + LAST], last);
    records[record + PROCESS] |= other.records[otherRecord + PROCESS] & ~NONE;
    for (int i = COUNTS; i < STRIDE; i++) {
      records[record + i] += other.records[otherRecord + i];
    }
  }

  /** Counts; whether the event also has to be looked at more closely. */
  boolean count(int number, int outcome, long count, long time, long last, int process) {
    int record = number * STRIDE;
    records[record + COUNTS + outcome] += count;
    records[record + LAST] = Math.max(records[record + LAST], last);
    long seen = records[record + PROCESS] | 1L << (SEEN + outcome);
    records[record + PROCESS] = seen;
    return time - 1 <= records[record + THRESHOLD] || (int) seen != process;
  }

  /** From now on, a closer look is for other processes or for times before the threshold. */
  void remember(int number, int process, long threshold) {
    int record = number * STRIDE;
    records[record + PROCESS] = (records[record + PROCESS] & ~NONE) | process;
    records[record + THRESHOLD] = threshold;
  }

  /** What stands for the texts, with the interval. */
  long texts(int number) {
    return records[number * STRIDE + TEXTS];
  }

  /** Whether there was an event with the outcome, be it one that counts as no connection. */
  boolean seen(int number, int outcome) {
    return (records[number * STRIDE + PROCESS] >>> (SEEN + outcome) & 1) != 0;
  }

  long count(int number, int outcome) {
    return records[number * STRIDE + COUNTS + outcome];
  }

  long last(int number) {
    return records[number * STRIDE + LAST];
  }
}
