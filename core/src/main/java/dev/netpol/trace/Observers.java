// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.Arrays;

/**
 * The processes of earlier lines, as the bytes that tell of them: most of a line says who saw the
 * connection, and a few thousand processes make millions of lines. All is in arrays, close together
 * and asked for by number: objects that lead to others, or places far apart, would be waited for
 * one by one.
 */
final class Observers {

  /** With one more it begins anew: logs have no end, and some are hostile. */
  private static final int MOST = 1 << 14;

  /** Longer texts are not kept. */
  private static final int LONGEST = 384;

  /** By so many bytes a process is guessed: they mostly reach into the id of its pod. */
  private static final int BEGINNING = 128;

  /** So many processes of a pod are tried: those of its containers, most often. */
  private static final int GUESSES = 4;

  // Of each: where its text begins, and its length; process id and keys; what a sink left, or -1;
  // the number of the one before it that begins alike, or -1.
  private static final int TEXT = 0;
  private static final int KEYS = 1;
  private static final int REMEMBERED = 2;
  private static final int BEFORE = 3;
  private static final int NOTES = 4;

  /** Beside the keys: whether they name a pod. */
  private static final int NAMED = 1 << 30;

  /** Upper half: hash of a text or of a beginning. Lower half: number plus one; 0 is free. */
  private long[] slots = new long[0];

  // Not before the first process: most logs are of other formats, or short.
  private byte[] texts = new byte[0];
  private long[] notes = new long[0];
  private long[] slices = new long[0];
  private int size;

  /** Where the next text begins. */
  private int end;

  /** Number of the process that these bytes tell of, or -1 if it is not known. */
  int find(byte[] bytes, int from, int to) {
    int number = number(EightBytes.hash(bytes, from, to));
    boolean found = number >= 0 && length(number) == to - from && is(number, bytes, from);
    return found ? number : -1;
  }

  /**
   * Number of the process that the bytes from here on tell of, if it is among the last ones added
   * of those that begin alike, or -1.
   */
  int guess(byte[] bytes, int from, int to) {
    if (to - from < BEGINNING) {
      return -1;
    }
    int number = number(EightBytes.hash(bytes, from, from + BEGINNING));
    for (int left = GUESSES; left > 0 && number >= 0; left--) {
      if (length(number) <= to - from && is(number, bytes, from)) {
        return number;
      }
      number = (int) notes[number * NOTES + BEFORE];
    }
    return -1;
  }

  private int number(int hash) {
    return size == 0 ? -1 : (int) slots[slot(hash)] - 1;
  }

  /** The slot of the hash, or the free one that it may have. */
  private int slot(int hash) {
    int mask = slots.length - 1;
    int i = hash & mask;
    while (slots[i] != 0 && (int) (slots[i] >>> 32) != hash) {
      i = i + 1 & mask;
    }
    return i;
  }

  private void put(int hash, int number) {
    slots[slot(hash)] = (long) hash << 32 | (number + 1);
  }

  private boolean is(int number, byte[] bytes, int from) {
    int text = (int) (notes[number * NOTES + TEXT] >>> 32);
    int length = length(number);
    return Arrays.equals(texts, text, text + length, bytes, from, from + length);
  }

  /**
   * Keeps the process that these bytes, which have just been read, tell of; returns its number, or
   * -1.
   *
   * @param event what has been read, with its bytes
   * @param keys that the bytes have
   */
  int add(EventTexts event, int from, int to, int keys) {
    int length = to - from;
    if (length > LONGEST) {
      return -1;
    }
    room();
    int number = size++;
    System.arraycopy(event.buffer, from, texts, end, length);
    notes[number * NOTES + TEXT] = (long) end << 32 | length;
    notes[number * NOTES + KEYS] = (long) event.pid << 32 | (event.named() ? NAMED : 0) | keys;
    notes[number * NOTES + REMEMBERED] = -1;
    notes[number * NOTES + BEFORE] = -1;
    event.slices(from, slices, number * EventTexts.SLICES);
    end += length;
    put(EightBytes.hash(event.buffer, from, to), number);
    if (length >= BEGINNING) {
      int alike = EightBytes.hash(event.buffer, from, from + BEGINNING);
      notes[number * NOTES + BEFORE] = number(alike);
      put(alike, number);
    }
    return number;
  }

  private void room() {
    if (size == MOST) {
      Arrays.fill(slots, 0);
      size = 0;
      end = 0;
    }
    if (slots.length == 0) {
      slots = new long[4 * MOST]; // half of them free: each process may have two
    }
    if (size * NOTES == notes.length) {
      int more = Math.max(64, 2 * size);
      notes = Arrays.copyOf(notes, more * NOTES);
      slices = Arrays.copyOf(slices, more * EventTexts.SLICES);
    }
    if (end + LONGEST > texts.length) {
      texts = Arrays.copyOf(texts, Math.max(64 * LONGEST, 2 * texts.length));
    }
  }

  /** How long the text is. */
  int length(int number) {
    return (int) notes[number * NOTES + TEXT];
  }

  int pid(int number) {
    return (int) (notes[number * NOTES + KEYS] >>> 32);
  }

  /** Keys that the text has. */
  int keys(int number) {
    return (int) notes[number * NOTES + KEYS] & ~NAMED;
  }

  /** As {@link EventTexts#named}. */
  boolean named(int number) {
    return (notes[number * NOTES + KEYS] & NAMED) != 0;
  }

  /** What a sink left there, or -1. */
  int remembered(int number) {
    return (int) notes[number * NOTES + REMEMBERED];
  }

  void remember(int number, int left) {
    notes[number * NOTES + REMEMBERED] = left;
  }

  /**
   * The texts of the process, from {@code number * } {@link EventTexts#SLICES} on; where the text
   * that tells of it begins is 0.
   */
  long[] slices() {
    return slices;
  }
}
