// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

import dev.netpol.trace.EventView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times of a trace for people: UTC, to the second. */
public final class Times {
  private static final long NANOS = 1_000_000_000L;

  private Times() {}

  /** {@code 2026-11-20T12:00:01Z}; empty when unknown. */
  public static String second(long nanos) {
    return nanos == EventView.NO_TIME ? "" : instant(nanos).truncatedTo(ChronoUnit.SECONDS) + "";
  }

  /** {@code 2026-11-20T12:00:01.203114Z}; empty when unknown. */
  public static String micros(long nanos) {
    if (nanos == EventView.NO_TIME) {
      return "";
    }
    String text = second(nanos);
    long micros = Math.floorMod(nanos, NANOS) / 1_000;
    String digits = Long.toString(1_000_000 + micros).substring(1);
    return text.substring(0, text.length() - 1) + "." + digits + "Z";
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

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }
}
