// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.terminal.Arguments;
import dev.netpol.terminal.Option;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.UsageException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads options that say how much: {@code 10m}, {@code 10MB}, {@code 5}. */
final class Amounts {
  private static final Pattern TIME = Pattern.compile("(?:(\\d{1,9})([smhd]))+");
  private static final Pattern TIME_PART = Pattern.compile("(\\d{1,9})([smhd])");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([kmg]?i?b?)");

  private static final Map<String, Long> SECONDS =
      Map.of("s", 1L, "m", 60L, "h", 3600L, "d", 86400L);

  private Amounts() {}

  /** Such as {@code 90s}, {@code 10m} or {@code 1h30m}. */
  static Optional<Duration> time(Arguments arguments, Option option) {
    return arguments
        .value(option)
        .map(
            text -> {
              long seconds = 0;
              if (TIME.matcher(text).matches()) {
                Matcher part = TIME_PART.matcher(text);
                while (part.find()) {
                  seconds +=
                      Long.parseLong(part.group(1)) * SECONDS.getOrDefault(part.group(2), 0L);
                }
              }
              if (seconds == 0) {
                throw wrong(option, text, "write a time such as 90s, 10m or 1h30m");
              }
              return Duration.ofSeconds(seconds);
            });
  }

  /** Bytes, such as {@code 500kB}, {@code 10MB} or {@code 64MiB}. */
  static Optional<Long> size(Arguments arguments, Option option) {
    return arguments
        .value(option)
        .map(
            text -> {
              Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
              long number = size.matches() ? Long.parseLong(size.group(1)) : 0;
              if (number == 0) {
                throw wrong(option, text, "write a size such as 500kB, 10MB or 1GB");
              }
              long base = size.group(2).contains("i") ? 1024 : 1000;
              int power = "kmg".indexOf((size.group(2) + " ").charAt(0)) + 1;
              for (int i = 0; i < power; i++) {
                number *= base;
              }
              return number;
            });
  }

  /** A whole number from 1. */
  static Optional<Integer> number(Arguments arguments, Option option, int most) {
    return arguments
        .value(option)
        .map(
            text -> {
              int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
              if (number < 1 || number > most) {
                throw wrong(option, text, "write a number from 1 to " + most);
              }
              return number;
            });
  }

  static UsageException wrong(Option option, String text, String right) {
    return new UsageException(
        "option-value", option.name() + " does not know " + Quoted.of(text) + ": " + right);
  }
}
