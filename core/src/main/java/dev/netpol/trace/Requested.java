// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.model.IpAddress;
import java.util.Comparator;
import java.util.Objects;

/**
 * The address that the application asked for, where the socket got another one (translation at
 * {@code connect}, as Cilium does for Services).
 */
public record Requested(IpAddress address, int port) implements Comparable<Requested> {

  private static final Comparator<Requested> ORDER =
      Comparator.comparing(Requested::address).thenComparingInt(Requested::port);

  public Requested {
    Objects.requireNonNull(address, "address");
  }

  @Override
  public int compareTo(Requested other) {
    return ORDER.compare(this, other);
  }
}
