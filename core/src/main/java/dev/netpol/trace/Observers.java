// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The processes of the last lines, as the bytes that tell of them: most of a line says who saw the
 * connection, and a few thousand processes make millions of lines. Two places for each hash: what
 * finds none pushes the older one out, so that neither many processes nor hostile ones cost more
 * than to take the line apart.
 */
final class Observers {

  /** Longer texts are not kept. */
  private static final int LONGEST = 512;

  private static final int PLACES = 1 << 14;

  private final @Nullable Observer[] places = new @Nullable Observer[PLACES];

  /** What a line says of the process that saw the connection, and where. */
  static final class Observer {
    private final byte[] text;
    private final int hash;

    /** By field; where the text begins in the line is 0. */
    final int[] offsets;

    final int[] lengths;
    final int pid;

    /** Keys that the text has. */
    final int keys;

    /** What a sink left here, or -1. */
    int remembered = -1;

    private Observer(byte[] text, int hash, EventRecord record, int from, int keys) {
      this.text = text;
      this.hash = hash;
      this.offsets = record.offsets(from);
      this.lengths = record.lengths();
      this.pid = record.pid;
      this.keys = keys;
    }
  }

  /** The process that these bytes tell of, if it is known. */
  @Nullable Observer find(byte[] bytes, int from, int to) {
    if (!fits(from, to)) {
      return null;
    }
    int hash = Words.hash(bytes, from, to);
    int place = place(hash);
    Observer first = places[place];
    if (is(first, hash, bytes, from, to)) {
      return first;
    }
    Observer second = places[place ^ 1];
    return is(second, hash, bytes, from, to) ? second : null;
  }

  /** Keeps the process that these bytes, which have just been read into the record, tell of. */
  @Nullable Observer add(byte[] bytes, int from, int to, EventRecord record, int keys) {
    if (!fits(from, to)) {
      return null;
    }
    int hash = Words.hash(bytes, from, to);
    int place = place(hash);
    Observer added = new Observer(Arrays.copyOfRange(bytes, from, to), hash, record, from, keys);
    places[place ^ 1] = places[place];
    places[place] = added;
    return added;
  }

  private static boolean fits(int from, int to) {
    return to - from <= LONGEST;
  }

  private static boolean is(@Nullable Observer known, int hash, byte[] bytes, int from, int to) {
    return known != null
        && known.hash == hash
        && Arrays.equals(known.text, 0, known.text.length, bytes, from, to);
  }

  private static int place(int hash) {
    return hash & PLACES - 1;
  }
}
