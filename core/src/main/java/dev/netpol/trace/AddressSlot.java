// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.model.IpAddress;
import java.util.Optional;

/** An address that may be missing, without making an object of it. */
final class AddressSlot {

  private final AddressText reader = new AddressText();

  boolean present;
  private long high;
  private long low;

  /** Whether the text is an address; if so, it is held. */
  boolean parse(byte[] text, int from, int length) {
    present = reader.parse(text, from, length);
    high = reader.high;
    low = reader.low;
    return present;
  }

  /** As {@link AddressText#v4}; what it finds is held. */
  int v4(byte[] text, int from, int to) {
    int behind = reader.v4(text, from, to);
    present = behind >= 0;
    high = reader.high;
    low = reader.low;
    return behind;
  }

  boolean holdsSameAs(AddressSlot other) {
    return present && other.present && high == other.high && low == other.low;
  }

  Optional<IpAddress> value() {
    return present ? Optional.of(new IpAddress(high, low)) : Optional.empty();
  }

  /** The upper bits, 0 for a missing address. */
  long high() {
    return present ? high : 0;
  }

  /** The lower bits, 0 for a missing address. */
  long low() {
    return present ? low : 0;
  }

  /** Writes 16 bytes, zeros for a missing address; returns where they end. */
  int write(byte[] target, int to) {
    EightBytes.put(target, to, high());
    EightBytes.put(target, to + 8, low());
    return to + 16;
  }
}
