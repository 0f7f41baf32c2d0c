// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.terminal.Words;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a capture was, in a few lines on stderr. */
final class CaptureSummary {
  private CaptureSummary() {}

  /**
   * Prints it.
   *
   * @return whether anything was lost
   */
  static boolean print(Capture capture, TraceLog log, PrintStream err) {
    err.println("captured     " + Words.count(log.written(), "record"));
    if (capture.leftOut() > 0) {
      err.println("left out     " + Words.count(capture.leftOut(), "event") + " by filters");
    }
    SortedMap<String, Long> lost = new TreeMap<>(capture.lost());
    lost.put("rotation", log.deleted());
    String layers = lost(lost);
    if (!layers.isEmpty()) {
      err.println("lost         " + layers);
    }
    return !layers.isEmpty();
  }

  /** {@code 12 events (ringbuf)}, with commas; empty when there was no loss. */
  static String lost(SortedMap<String, Long> layers) {
    List<String> parts = new ArrayList<>();
    layers.forEach(
        (layer, count) -> {
          if (count > 0) {
            parts.add(Words.count(count, "event") + " (" + layer + ")");
          }
        });
    return String.join(", ", parts);
  }
}
