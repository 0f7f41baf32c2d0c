// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.terminal.Words;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The curve of new flows, as a line of SVG. Whole numbers: as many steps as are wide, whatever the
 * trace.
 *
 * @param path empty where no flow has a time
 * @param area the same, closed
 * @param flows at the end
 * @param length of the window, for people
 */
public record Curve(String path, String area, int flows, String length) {
  public static final int WIDTH = 640;
  public static final int HEIGHT = 160;
  private static final int TOP = 8;

  static Curve of(Saturation it) {
    if (it.steps().isEmpty()) {
      return new Curve("", "", 0, "");
    }
    int most = it.steps().get(it.steps().size() - 1).flows();
    SortedMap<Long, Integer> steps = new TreeMap<>();
    for (Saturation.Step step : it.steps()) {
      long x = it.windowMillis() == 0 ? 0 : step.millis() * WIDTH / it.windowMillis();
      steps.put(x, HEIGHT - (int) ((long) step.flows() * (HEIGHT - TOP) / most));
    }
    StringBuilder path = new StringBuilder("M0 " + HEIGHT);
    for (Map.Entry<Long, Integer> step : steps.entrySet()) {
      path.append("H").append(step.getKey()).append("V").append(step.getValue());
    }
    path.append("H").append(WIDTH);
    return new Curve(
        path.toString(), path + "V" + HEIGHT + "Z", most, length(it.windowMillis() / 1_000));
  }

  private static String length(long seconds) {
    if (seconds < 120) {
      return Words.count(seconds, "second");
    }
    if (seconds < 7_200) {
      return Words.count(seconds / 60, "minute");
    }
    return seconds < 172_800
        ? Words.count(seconds / 3_600, "hour")
        : Words.count(seconds / 86_400, "day");
  }

  /** What it shows, for who does not see it. */
  public String label() {
    return "Curve of new flows over the window, up to " + Words.number(flows);
  }
}
