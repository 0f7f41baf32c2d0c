// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report.map;

import java.util.Comparator;
import java.util.List;

/** Ports as they stand on a map. */
final class Ports {
  /** By number, then by what follows it. */
  static final Comparator<String> ORDER =
      Comparator.comparingInt(Ports::number).thenComparing(Comparator.naturalOrder());

  private static final int MOST = 3;

  private Ports() {}

  private static int number(String port) {
    int digits = 0;
    while (digits < Math.min(port.length(), 5) && Character.isDigit(port.charAt(digits))) {
      digits++;
    }
    return digits == 0 ? Integer.MAX_VALUE : Integer.parseInt(port.substring(0, digits));
  }

  /** {@code 80, 443 and 7 more}. */
  static String label(List<String> ports) {
    List<String> sorted = ports.stream().sorted(ORDER).toList();
    int shown = sorted.size() == MOST + 1 ? sorted.size() : Math.min(MOST, sorted.size());
    String list = String.join(", ", sorted.subList(0, shown));
    return sorted.size() > shown ? list + " and " + (sorted.size() - shown) + " more" : list;
  }
}
