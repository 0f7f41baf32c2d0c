// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.trace.EventView;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait to be counted together: see {@link TupleTable#find(Batch)}. An event is gone
 * when the next one is read, so that here is all that counting needs of it.
 */
final class Batch {

  static final int SIZE = 64;

  // An event: its key, its sample, its latest time, its connections.
  static final int SAMPLE = TupleTable.KEY;
  static final int LAST = SAMPLE + EvidenceTable.SAMPLE;
  static final int COUNT = LAST + 1;
  static final int STRIDE = COUNT + 1;

  final long[] words = new long[SIZE * STRIDE];
  final long[] hashes = new long[SIZE];
  final @Nullable ProcessName[] processes = new @Nullable ProcessName[SIZE];

  /** Of the observations that the events are of, or -1. */
  final int[] numbers = new int[SIZE];

  int size;

  /** Takes what the event says, of this process; whether it was the last one to fit. */
  boolean add(EventView event, ProcessName process) {
    int at = size * STRIDE;
    event.numbers(words, at);
    words[at + TupleTable.TEXTS] = process.ends();
    EvidenceTable.sample(event, words, at + SAMPLE);
    words[at + LAST] = event.last();
    words[at + COUNT] = event.count();
    hashes[size] = TupleTable.hash(words, at);
    processes[size] = process;
    return ++size == SIZE;
  }
}
