// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.OptionalLong;

/** Times of the API as nanoseconds since 1970, and back. */
final class ApiTimes {
  private static final String SECONDS = "0000-00-00T00:00:00Z";
  private static final long NANOS = 1_000_000_000L;

  private ApiTimes() {}

  /** Reads RFC 3339. Whole seconds of UTC, as the API server prints them, without a formatter. */
  static OptionalLong parse(String text) {
    if (!plain(text)) {
      return general(text);
    }
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    if (month < 1 || month > 12 || day < 1 || day > 28 || hour > 23 || minute > 59 || second > 59) {
      return general(text);
    }
    long days = LocalDate.of(number(text, 0, 4), month, day).toEpochDay();
    return OptionalLong.of((((days * 24 + hour) * 60 + minute) * 60 + second) * NANOS);
  }

  private static boolean plain(String text) {
    if (text.length() != SECONDS.length()) {
      return false;
    }
    for (int i = 0; i < SECONDS.length(); i++) {
      char shape = SECONDS.charAt(i);
      char c = text.charAt(i);
      if (shape == '0' ? c < '0' || c > '9' : c != shape) {
        return false;
      }
    }
    // Other years overflow.
    int year = number(text, 0, 4);
    return year >= 1970 && year < 2200;
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  private static OptionalLong general(String text) {
    try {
      Instant instant = Instant.parse(text);
      return OptionalLong.of(
          Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS), instant.getNano()));
    } catch (DateTimeParseException | ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  static String text(long epochNanos) {
    return Instant.ofEpochSecond(Math.floorDiv(epochNanos, NANOS), Math.floorMod(epochNanos, NANOS))
        .toString();
  }
}
