// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

/**
 * Ports from {@code first} to {@code last}, both included.
 *
 * @param first 1-65535
 * @param last not less than {@code first}, at most 65535
 */
public record PortRange(int first, int last) implements Comparable<PortRange> {

  public static final PortRange ALL = new PortRange(1, 65535);

  public PortRange {
    if (first < 1 || last > 65535 || last < first) {
      throw new IllegalArgumentException(
          "a port range should be within 1-65535: was " + first + "-" + last);
    }
  }

  public static PortRange of(int port) {
    return new PortRange(port, port);
  }

  public boolean contains(int port) {
    return first <= port && port <= last;
  }

  @Override
  public int compareTo(PortRange other) {
    int order = Integer.compare(first, other.first);
    return order != 0 ? order : Integer.compare(last, other.last);
  }

  @Override
  public String toString() {
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}
