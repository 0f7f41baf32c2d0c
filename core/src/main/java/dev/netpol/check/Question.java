// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import java.util.Objects;

/**
 * Whether somebody may open a connection to a port of somebody.
 *
 * @param port the port of the pods themselves, after Service translation
 */
public record Question(EndpointName from, EndpointName to, PortName port) {
  public Question {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(port, "port");
  }

  /**
   * Reads both ends.
   *
   * @param from as for {@link EndpointName#parse}
   * @param to the same with a port: {@code dev/web:80}, {@code [fd00::1]:53/UDP}, {@code
   *     dev/web:http}
   * @throws IllegalArgumentException if either cannot be read
   */
  public static Question of(String from, String to) {
    return EndpointText.question(from, to);
  }

  /**
   * Reads {@code FROM -> TO:PORT}.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  public static Question parse(String text) {
    return EndpointText.question(text);
  }

  /** {@code dev/client -> dev/web:80/TCP}. */
  @Override
  public String toString() {
    return from + " -> " + to + ":" + port;
  }
}
