// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import java.util.HexFormat;
import java.util.Objects;

/** An address outside the cluster. */
public record External(IpAddress address) implements Endpoint {
  public External {
    Objects.requireNonNull(address, "address");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof External it && address.equals(it.address);
  }

  @Override
  public int hashCode() {
    return address.hashCode();
  }

  @Override
  public int rank() {
    return 2;
  }

  @Override
  public String sortKey() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(address.high()) + hex.toHexDigits(address.low());
  }

  // As by sort keys, without writing them: outside addresses are compared more than any other end.
  @Override
  public int compareTo(Endpoint other) {
    return other instanceof External it
        ? address.compareTo(it.address)
        : Endpoint.super.compareTo(other);
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
