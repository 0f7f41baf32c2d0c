// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

import dev.netpol.trace.EventView;
import java.time.LocalDate;

/** Times of a trace for people: UTC, to the second. */
public final class Times {
  private static final long NANOS = 1_000_000_000L;
  private static final long DAY = 86_400;

  private Times() {}

  /** {@code 2026-11-20T12:00:01Z}; empty when unknown. */
  public static String second(long nanos) {
    return nanos == EventView.NO_TIME ? "" : dateAndTime(nanos).append('Z').toString();
  }

  /** {@code 2026-11-20T12:00:01.203114Z}; empty when unknown. */
  public static String micros(long nanos) {
    if (nanos == EventView.NO_TIME) {
      return "";
    }
    StringBuilder text = dateAndTime(nanos).append('.');
    return digits(text, Math.floorMod(nanos, NANOS) / 1_000, 6).append('Z').toString();
  }

  /** By hand: a report has tens of thousands of them. */
  private static StringBuilder dateAndTime(long nanos) {
    long seconds = Math.floorDiv(nanos, NANOS);
    int ofDay = (int) Math.floorMod(seconds, DAY);
    StringBuilder text = new StringBuilder(27);
    text.append(LocalDate.ofEpochDay(Math.floorDiv(seconds, DAY))).append('T');
    digits(text, ofDay / 3_600, 2).append(':');
    digits(text, ofDay / 60 % 60, 2).append(':');
    return digits(text, ofDay % 60, 2);
  }

  private static StringBuilder digits(StringBuilder text, long number, int width) {
    String digits = Long.toString(number);
    for (int i = digits.length(); i < width; i++) {
      text.append('0');
    }
    return text.append(digits);
  }

  /** {@code 2026-11-20T12:00:01Z to 12:05:00Z}; empty when unknown. */
  public static String window(long first, long last) {
    String from = second(first);
    String to = second(last);
    if (from.equals(to) || to.isEmpty()) {
      return from;
    }
    int time = to.indexOf('T') + 1;
    boolean sameDay = from.startsWith(to.substring(0, time));
    return from + " to " + (sameDay ? to.substring(time) : to);
  }
}
