// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * Looks at eight bytes at a time. The word at an index has the byte there in its lowest bits, so
 * the first byte that meets a test is the lowest one marked. Arrays need {@link #PADDING} bytes
 * after their content.
 */
final class EightBytes {

  /** Bytes that may be looked at behind the end of the content. */
  static final int PADDING = 24;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long SECRET = new SplittableRandom().nextLong();
  private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;
  private static final long NEWLINES = ONES * '\n';
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long SPACES = ONES * ' ';

  private EightBytes() {}

  static long at(byte[] bytes, int index) {
    return (long) LONG.get(bytes, index);
  }

  static void put(byte[] bytes, int index, long word) {
    LONG.set(bytes, index, word);
  }

  /** The word that a text in ASCII of at most eight characters begins; what follows is zero. */
  static long of(String text) {
    long word = 0;
    for (int i = 0; i < text.length(); i++) {
      word |= (long) text.charAt(i) << (8 * i);
    }
    return word;
  }

  /** Covers the first {@code bytes} of a word, 0 to 8. */
  static long mask(int bytes) {
    return bytes == 8 ? -1L : (1L << (8 * bytes)) - 1;
  }

  /**
   * A hash of the bytes, with a secret: they are strangers' text. What it decides shows nowhere.
   * Two sums, so that the processor can work at both.
   */
  static int hash(byte[] bytes, int from, int to) {
    long even = SECRET ^ (to - from);
    long odd = ~SECRET;
    int i = from;
    for (; i + 16 <= to; i += 16) {
      even = mix(even, at(bytes, i));
      odd = mix(odd, at(bytes, i + 8));
    }
    int rest = to - i;
    even = mix(even, at(bytes, i) & mask(Math.min(8, rest)));
    odd = mix(odd, at(bytes, i + 8) & mask(Math.max(0, rest - 8)));
    return (int) (((even + Long.rotateLeft(odd, 32)) * SPREAD) >>> 32);
  }

  private static long mix(long hash, long word) {
    long product = (hash ^ word) * SPREAD;
    return product ^ (product >>> 32);
  }

  /** Marks bytes that are zero in their top bits; exact up to the first, 0 if there is none. */
  static long zeros(long word) {
    return (word - ONES) & ~word & TOPS;
  }

  /** Index of the next newline from {@code from}, or {@code to} if there is none before it. */
  static int newline(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i += 8) {
      long marks = zeros(at(bytes, i) ^ NEWLINES);
      if (marks != 0) {
        return Math.min(i + (Long.numberOfTrailingZeros(marks) >>> 3), to);
      }
    }
    return to;
  }

  /**
   * Index of the next byte that ends or complicates a JSON string: a quote, a backslash, a control
   * character, or anything beyond ASCII. There must be one before the padding ends.
   */
  static int stringEnd(byte[] bytes, int from) {
    for (int i = from; ; i += 8) {
      long word = at(bytes, i);
      long quote = word ^ QUOTES;
      long backslash = word ^ BACKSLASHES;
      // Borrows only disturb bytes above the first hit.
      long marks =
          (((quote - ONES) & ~quote)
                  | ((backslash - ONES) & ~backslash)
                  | ((word - SPACES) & ~word)
                  | word)
              & TOPS;
      if (marks != 0) {
        return i + (Long.numberOfTrailingZeros(marks) >>> 3);
      }
    }
  }
}
