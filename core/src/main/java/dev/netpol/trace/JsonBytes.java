// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

/**
 * Passes over what stands in JSON: an index is given, and one comes back. Behind the content of the
 * array stand zeros, which end everything.
 */
final class JsonBytes {

  /** Where something is not well-formed, or not plain. */
  static final int NO = -1;

  /** Digits of a fraction or an exponent. */
  private static final int MOST_DIGITS = 100;

  private JsonBytes() {}

  static boolean isBlank(byte next) {
    return next == ' ' || next == '\t' || next == '\r' || next == '\n';
  }

  /** Index of the next byte that is no blank. */
  static int blanks(byte[] bytes, int from) {
    int i = from;
    while (isBlank(bytes[i])) {
      i++;
    }
    return i;
  }

  /** Index behind the string in ASCII that begins here. */
  static int text(byte[] bytes, int from) {
    int i = EightBytes.stringEnd(bytes, from + 1);
    while (bytes[i] == '\\') {
      switch (bytes[i + 1]) {
        case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> i += 2;
        case 'u' -> {
          for (int digit = i + 2; digit < i + 6; digit++) {
            if (Character.digit(bytes[digit], 16) < 0) {
              return NO;
            }
          }
          i += 6;
        }
        default -> {
          return NO;
        }
      }
      i = EightBytes.stringEnd(bytes, i);
    }
    return bytes[i] == '"' ? i + 1 : NO;
  }

  /** Passes over what begins with a point or an exponent. */
  static int fraction(byte[] bytes, int from) {
    int i = from;
    if (bytes[i] == '.') {
      i = digits(bytes, i + 1);
    }
    if (i != NO && (bytes[i] | 0x20) == 'e') {
      boolean sign = bytes[i + 1] == '-' || bytes[i + 1] == '+';
      i = digits(bytes, sign ? i + 2 : i + 1);
    }
    return i;
  }

  private static int digits(byte[] bytes, int from) {
    int i = from;
    while (bytes[i] >= '0' && bytes[i] <= '9') {
      i++;
    }
    return i > from && i - from <= MOST_DIGITS ? i : NO;
  }
}
