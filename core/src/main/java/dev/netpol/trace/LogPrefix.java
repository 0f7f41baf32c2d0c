// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before a record on its line where it came through a log: time, stream and tag of a
 * container runtime (CRI), the time of {@code kubectl logs --timestamps}, the pod of {@code kubectl
 * logs --prefix}; the pod before the time or behind it. And the name of the field in a stream of
 * server-sent events (HTML standard, text/event-stream).
 */
final class LogPrefix {
  private LogPrefix() {}

  /** Longer than the longest names of a pod, its namespace and its container, and two times. */
  private static final int LONGEST = 512;

  /** The time that a container runtime puts before a line, or {@code kubectl logs}. */
  static final String TIME = "\\d{4}-\\d\\d-\\d\\d[Tt][0-9:.]{8,18}(?:[Zz]|[+-]\\d\\d:\\d\\d) ";

  private static final Pattern PREFIX =
      Pattern.compile(
          "(?:" + TIME + "(?:(?:stdout|stderr) [FP]\\S* )?|\\[pod/[^] ]{1,400}] |data: ?){1,3}");

  /** Where the record begins behind the prefix, {@code from} if there is none or nothing else. */
  static int behind(byte[] bytes, int from, int to) {
    // Most records have none, and it begins with a date or a bracket.
    if (to - from <= 20
        || (bytes[from] != '[' && bytes[from + 4] != '-' && bytes[from + 4] != ':')) {
      return from;
    }
    int length = Math.min(LONGEST, to - from);
    Matcher prefix = PREFIX.matcher(new String(bytes, from, length, StandardCharsets.ISO_8859_1));
    return prefix.lookingAt() && from + prefix.end() < to ? from + prefix.end() : from;
  }
}
