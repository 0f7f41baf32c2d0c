// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.Arrays;

/**
 * The processes of the last lines, as the bytes that tell of them: most of a line says who saw the
 * connection, and a few thousand processes make millions of lines. Two places for each hash: what
 * finds none pushes the older one out, so that neither many processes nor hostile ones cost more
 * than to take the line apart. All is in arrays that are asked for by place: there are more
 * processes than a cache holds, and objects that lead to others would be waited for one by one.
 */
final class Observers {

  private static final int PLACES = 1 << 13;

  /** Longer texts are not kept. */
  private static final int LONGEST = 384;

  /** What follows. */
  private static final long BEHIND = EightBytes.of(",\"ip\":");

  private static final long BEHIND_MASK = EightBytes.mask(6);
  private static final long LETTERS_I = EightBytes.of("iiiiiiii");
  private static final long LETTERS_P = EightBytes.of("pppppppp");

  /** How far from its end a line is searched for it. */
  private static final int TAIL = 256;

  // Of each place: hash and length of the text; process id and keys; what a sink left, or -1. Of
  // the first of two places also which of them is the newer one.
  private static final int TEXT = 0;
  private static final int KEYS = 1;
  private static final int REMEMBERED = 2;
  private static final int NEWER = 3;
  private static final int NOTES = 4;

  /** Beside the keys: whether they name a pod. */
  private static final int NAMED = 1 << 30;

  // Not before the first process: most logs are of other formats, or short.
  private byte[] texts = new byte[0];
  private long[] notes = new long[0];
  private long[] slices = new long[0];

  /** Where what tells of a process seems to end, or -1. */
  static int end(byte[] bytes, int from, int to) {
    int least = Math.max(from, to - TAIL);
    for (int i = to - 8; i + 7 > least; i -= 8) {
      // An i before a p, at any of eight places.
      long other =
          (EightBytes.at(bytes, i) ^ LETTERS_I) | (EightBytes.at(bytes, i + 1) ^ LETTERS_P);
      if (EightBytes.zeros(other) != 0) {
        for (int at = i + 5; at >= i - 2 && at > from; at--) {
          if (((EightBytes.at(bytes, at) ^ BEHIND) & BEHIND_MASK) == 0) {
            return at;
          }
        }
      }
    }
    return -1;
  }

  /** Place of the process that these bytes tell of, or -1 if it is not known. */
  int find(byte[] bytes, int from, int to) {
    if (notes.length == 0) {
      return -1;
    }
    long note = note(bytes, from, to);
    int place = place(note);
    if (is(place, note, bytes, from, to)) {
      return place;
    }
    return is(place ^ 1, note, bytes, from, to) ? place ^ 1 : -1;
  }

  private boolean is(int place, long note, byte[] bytes, int from, int to) {
    int text = place * LONGEST;
    return notes[place * NOTES + TEXT] == note
        && Arrays.equals(texts, text, text + to - from, bytes, from, to);
  }

  private static long note(byte[] bytes, int from, int to) {
    return (long) EightBytes.hash(bytes, from, to) << 32 | (to - from);
  }

  private static int place(long note) {
    return (int) (note >>> 32) & PLACES - 1;
  }

  /**
   * Keeps the process that these bytes, which have just been read, tell of; returns its place, or
   * -1.
   *
   * @param event what has been read, with its bytes
   * @param keys that the bytes have
   */
  int add(EventTexts event, int from, int to, int keys) {
    if (to - from > LONGEST) {
      return -1;
    }
    if (notes.length == 0) {
      texts = new byte[PLACES * LONGEST];
      notes = new long[PLACES * NOTES];
      slices = new long[PLACES * EventTexts.SLICES];
    }
    long note = note(event.buffer, from, to);
    int place = place(note);
    // The newer one of the two is where the last one was put.
    int newer = NEWER + (place & ~1) * NOTES;
    place ^= notes[newer] == place ? 1 : 0;
    notes[newer] = place;
    System.arraycopy(event.buffer, from, texts, place * LONGEST, to - from);
    notes[place * NOTES + TEXT] = note;
    notes[place * NOTES + KEYS] = (long) event.pid << 32 | (event.named() ? NAMED : 0) | keys;
    notes[place * NOTES + REMEMBERED] = -1;
    event.slices(from, slices, place * EventTexts.SLICES);
    return place;
  }

  int pid(int place) {
    return (int) (notes[place * NOTES + KEYS] >>> 32);
  }

  /** Keys that the text has. */
  int keys(int place) {
    return (int) notes[place * NOTES + KEYS] & ~NAMED;
  }

  /** As {@link EventTexts#named}. */
  boolean named(int place) {
    return (notes[place * NOTES + KEYS] & NAMED) != 0;
  }

  /** What a sink left there, or -1. */
  int remembered(int place) {
    return (int) notes[place * NOTES + REMEMBERED];
  }

  void remember(int place, int number) {
    notes[place * NOTES + REMEMBERED] = number;
  }

  /**
   * The texts of the process, from {@code place * } {@link EventTexts#SLICES} on; where the text
   * that tells of it begins is 0.
   */
  long[] slices() {
    return slices;
  }
}
