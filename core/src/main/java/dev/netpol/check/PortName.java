// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.model.PortRange;
import dev.netpol.model.Protocol;
import java.util.Objects;

/**
 * A port of a pod, as a person writes it: {@code 80}, {@code 53/UDP}, {@code http}.
 *
 * @param name what containers call it; empty for a number
 * @param number 0 for a name
 */
public record PortName(Protocol protocol, String name, int number) {

  public PortName {
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(name, "name");
    if (name.isEmpty() && !PortRange.ALL.contains(number)) {
      throw new IllegalArgumentException("a port should be within 1-65535: was " + number);
    }
  }

  /**
   * Reads {@code PORT} or {@code PORT/PROTOCOL}; the protocol is TCP where it is left out.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static PortName parse(String text) {
    return EndpointText.port(text);
  }

  public boolean named() {
    return !name.isEmpty();
  }

  /** {@code 80/TCP}. */
  @Override
  public String toString() {
    return (named() ? name : String.valueOf(number)) + "/" + protocol;
  }
}
