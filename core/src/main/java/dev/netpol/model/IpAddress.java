// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address as 128 bits. An IPv4 address is held in its IPv4-mapped form, so that
 * {@code ::ffff:10.0.0.1} and {@code 10.0.0.1} are the same value, as they are to a dual-stack
 * socket. Ordered by number; hence all IPv4 addresses stand together.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record IpAddress(long high, long low) implements Comparable<IpAddress> {

  private static final long MAPPED = 0xffff_0000_0000L;

  /** The IPv4 address of these 32 bits, network order. */
  public static IpAddress ofV4(int bits) {
    return new IpAddress(0, MAPPED | Integer.toUnsignedLong(bits));
  }

  /**
   * Reads an address literal; never a host name, never with a zone.
   *
   * @throws IllegalArgumentException if {@code text} is not an address literal
   */
  public static IpAddress parse(String text) {
    return tryParse(text)
        .orElseThrow(() -> new IllegalArgumentException("not an IP address: \"" + text + "\""));
  }

  /** The address that {@code text} spells, or empty. */
  public static Optional<IpAddress> tryParse(String text) {
    // The library takes digits of other scripts, too.
    boolean literal = text.chars().allMatch(c -> c < 0x80 && c != '%');
    if (!literal || !InetAddresses.isInetAddress(text)) {
      return Optional.empty();
    }
    return Optional.of(ofBytes(InetAddresses.forString(text).getAddress()));
  }

  /**
   * The address of 4 or 16 bytes in network order.
   *
   * @throws IllegalArgumentException for any other length
   */
  public static IpAddress ofBytes(byte[] bytes) {
    if (bytes.length == 4) {
      return ofV4((int) number(bytes, 0, 4));
    }
    if (bytes.length == 16) {
      return new IpAddress(number(bytes, 0, 8), number(bytes, 8, 16));
    }
    throw new IllegalArgumentException("an address has 4 or 16 bytes: was " + bytes.length);
  }

  private static long number(byte[] bytes, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = value << 8 | (bytes[i] & 0xff);
    }
    return value;
  }

  /** Whether this is an IPv4 (or IPv4-mapped) address. */
  public boolean isV4() {
    return high == 0 && low >>> 32 == 0xffff;
  }

  /** Bits of an address of this family: 32 or 128. */
  public int bits() {
    return isV4() ? 32 : 128;
  }

  /** {@code 127.0.0.0/8} or {@code ::1}. */
  public boolean isLoopback() {
    return isV4() ? (low >>> 24 & 0xff) == 127 : high == 0 && low == 1;
  }

  /** {@code 0.0.0.0} or {@code ::}. */
  public boolean isUnspecified() {
    return isV4() ? (int) low == 0 : high == 0 && low == 0;
  }

  /** {@code 224.0.0.0/4} or {@code ff00::/8}, and the IPv4 limited broadcast address. */
  public boolean isMulticast() {
    return isV4() ? (low >>> 28 & 0xf) == 0xe || (int) low == -1 : high >>> 56 == 0xff;
  }

  /** {@code 169.254.0.0/16} or {@code fe80::/10}. */
  public boolean isLinkLocal() {
    return isV4() ? (low >>> 16 & 0xffff) == 0xa9fe : high >>> 54 == 0x3fa;
  }

  /** RFC 1918 or RFC 4193 space. */
  public boolean isPrivate() {
    if (!isV4()) {
      return high >>> 57 == 0x7e;
    }
    return (low >>> 24 & 0xff) == 10
        || (low >>> 20 & 0xfff) == 0xac1
        || (low >>> 16 & 0xffff) == 0xc0a8;
  }

  /** The address after this one, or empty after the last of its family. */
  public Optional<IpAddress> next() {
    IpAddress next = low == -1 ? new IpAddress(high + 1, 0) : new IpAddress(high, low + 1);
    if (isV4()) {
      return Optional.of(next).filter(IpAddress::isV4);
    }
    boolean wrapped = next.high == 0 && next.low == 0;
    return wrapped
        ? Optional.empty()
        : Optional.of(next.isV4() ? new IpAddress(0, MAPPED + 0x1_0000_0000L) : next);
  }

  /** The address before this one, or empty before the first of its family. */
  public Optional<IpAddress> previous() {
    if (isV4()) {
      return Optional.of(new IpAddress(0, low - 1)).filter(IpAddress::isV4);
    }
    if (high == 0 && low == 0) {
      return Optional.empty();
    }
    IpAddress previous = low == 0 ? new IpAddress(high - 1, -1) : new IpAddress(high, low - 1);
    return Optional.of(previous.isV4() ? new IpAddress(0, MAPPED - 1) : previous);
  }

  // By hand, as elsewhere in this package what is a key of tables: a record's own is slow to start
  // with and until the second compiler has seen it, which the advisor runs without.
  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress it && low == it.low && high == it.high;
  }

  // Addresses of a cluster differ in few bits: spread them, or they meet in few places of a table.
  @Override
  public int hashCode() {
    return Long.hashCode((31 * high + low) * 0x9e37_79b9_7f4a_7c15L);
  }

  @Override
  public int compareTo(IpAddress other) {
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }

  /** The canonical text (RFC 5952). */
  @Override
  public String toString() {
    if (isV4()) {
      return (low >>> 24 & 0xff)
          + "."
          + (low >>> 16 & 0xff)
          + "."
          + (low >>> 8 & 0xff)
          + "."
          + (low & 0xff);
    }
    byte[] bytes = new byte[16];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (high >>> (56 - 8 * i));
      bytes[8 + i] = (byte) (low >>> (56 - 8 * i));
    }
    try {
      return InetAddresses.toAddrString(InetAddress.getByAddress(bytes));
    } catch (java.net.UnknownHostException e) {
      throw new AssertionError("16 bytes are an address", e);
    }
  }
}
