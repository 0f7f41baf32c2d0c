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
final class MonitorSummary {
  private MonitorSummary() {}

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
    lost.merge("rotation", log.deleted(), Long::sum);
    List<String> layers = new ArrayList<>();
    lost.forEach(
        (layer, count) -> {
          if (count > 0) {
            layers.add(layer + " " + Words.number(count));
          }
        });
    if (!layers.isEmpty()) {
      err.println("lost         " + String.join(", ", layers));
    }
    return !layers.isEmpty();
  }
}
