// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * Reads timestamps of RFC 3339 ({@code 2026-11-20T12:00:01.203114Z}, also with an offset and up to
 * nine digits of fraction), and those of ISO 8601 that have no colon in the offset, as loggers of
 * Go write them. Remembers the last minute: lines of a log rarely leave it.
 */
final class Timestamps {

  private static final int MINUTE = "2026-11-20T12:00".length();

  private long date;
  private long hours;
  private long minute = -1;

  /** Nanoseconds since 1970, or {@link EventView#NO_TIME} if this is no such timestamp. */
  long parse(byte[] text, int from, int length) {
    if (length < MINUTE + 4) {
      return EventView.NO_TIME;
    }
    long firstWord = EightBytes.at(text, from);
    long secondWord = EightBytes.at(text, from + 8);
    if (firstWord != date || secondWord != hours || minute < 0) {
      long seconds = minute(text, from);
      if (seconds == EventView.NO_TIME) {
        return EventView.NO_TIME;
      }
      date = firstWord;
      hours = secondWord;
      minute = seconds;
    }
    int i = from + MINUTE;
    int end = from + length;
    int second = text[i] == ':' ? number(text, i + 1, 2) : -1;
    if (second < 0 || second > 59) {
      return EventView.NO_TIME;
    }
    i += 3;
    long nanos = 0;
    if (text[i] == '.') {
      int digits = 0;
      for (i++; i < end && text[i] >= '0' && text[i] <= '9'; i++, digits++) {
        if (digits == 9) {
          return EventView.NO_TIME;
        }
        nanos = nanos * 10 + (text[i] - '0');
      }
      if (digits == 0) {
        return EventView.NO_TIME;
      }
      nanos *= TENS[9 - digits];
    }
    long offset = offset(text, i, end);
    if (offset == EventView.NO_TIME) {
      return EventView.NO_TIME;
    }
    return nanos(minute + second - offset, nanos);
  }

  /** Nanoseconds since 1970, or {@link EventView#NO_TIME} if this is no such timestamp. */
  static long parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Timestamps()
        .parse(Arrays.copyOf(bytes, bytes.length + EightBytes.PADDING), 0, bytes.length);
  }

  /** Seconds and nanoseconds in one number, or none where it does not fit (1678 to 2262 do). */
  static long nanos(long epochSecond, long nanos) {
    if (epochSecond > Long.MAX_VALUE / 1_000_000_000 - 1
        || epochSecond < Long.MIN_VALUE / 1_000_000_000 + 1) {
      return EventView.NO_TIME;
    }
    return epochSecond * 1_000_000_000 + nanos;
  }

  private static final int[] TENS = {
    1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
  };

  private static long minute(byte[] text, int from) {
    int year = number(text, from, 4);
    int month = number(text, from + 5, 2);
    int day = number(text, from + 8, 2);
    int hour = number(text, from + 11, 2);
    int minutes = number(text, from + 14, 2);
    // Before 1970 is no time of a trace; it keeps the remembered minute positive, too.
    if (year < 1970
        || month < 0
        || day < 0
        || hour < 0
        || hour > 23
        || minutes < 0
        || minutes > 59
        || text[from + 4] != '-'
        || text[from + 7] != '-'
        || (text[from + 10] | 0x20) != 't'
        || text[from + 13] != ':') {
      return EventView.NO_TIME;
    }
    try {
      return LocalDate.of(year, month, day).atTime(hour, minutes).toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return EventView.NO_TIME;
    }
  }

  /** Seconds east of Greenwich. */
  private static long offset(byte[] text, int from, int end) {
    if (end - from == 1 && (text[from] | 0x20) == 'z') {
      return 0;
    }
    boolean colon = end - from == 6 && text[from + 3] == ':';
    if ((!colon && end - from != 5) || (text[from] != '+' && text[from] != '-')) {
      return EventView.NO_TIME;
    }
    int hour = number(text, from + 1, 2);
    int minutes = number(text, end - 2, 2);
    if (hour < 0 || hour > 18 || minutes < 0 || minutes > 59) {
      return EventView.NO_TIME;
    }
    long seconds = hour * 3600L + minutes * 60L;
    return text[from] == '-' ? -seconds : seconds;
  }

  private static int number(byte[] text, int from, int digits) {
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
