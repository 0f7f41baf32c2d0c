// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Protocol;
import dev.netpol.trace.Outcome;
import dev.netpol.trace.Side;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the bytes of {@code struct event}. The offsets are those of {@code bpf/event.h}, where the
 * compiler checks them; a test compares the two lists.
 */
final class EventDecoder {
  static final int TIME = 0;
  static final int ELAPSED = 8;
  static final int CGROUP = 16;
  static final int COUNT = 24;
  static final int NETNS = 32;
  static final int PID = 36;
  static final int KIND = 40;
  static final int FAMILY = 41;
  static final int PROTOCOL = 42;
  static final int OUTCOME = 43;
  static final int SPORT = 44;
  static final int DPORT = 46;
  static final int ERROR = 48;
  static final int REQUESTED_PORT = 50;
  static final int REQUESTED_FAMILY = 52;
  static final int SADDR = 56;
  static final int DADDR = 72;
  static final int REQUESTED = 88;
  static final int COMM = 104;
  static final int SIZE = 120;

  private EventDecoder() {}

  /**
   * The event that begins at {@code at} in a buffer of the machine's byte order.
   *
   * @throws IllegalStateException if no kernel program of ours wrote that
   */
  static Event decode(ByteBuffer from, int at) {
    int family = from.get(at + FAMILY);
    return new Event(
        from.getLong(at + TIME),
        from.getLong(at + ELAPSED),
        from.getLong(at + CGROUP),
        from.getLong(at + COUNT),
        from.getInt(at + NETNS),
        from.getInt(at + PID),
        side(from.get(at + KIND)),
        protocol(from.get(at + PROTOCOL)),
        outcome(from.get(at + OUTCOME)),
        Short.toUnsignedInt(from.getShort(at + ERROR)),
        address(from, at + SADDR, family),
        Short.toUnsignedInt(from.getShort(at + SPORT)),
        address(from, at + DADDR, family),
        Short.toUnsignedInt(from.getShort(at + DPORT)),
        text(from, at + COMM));
  }

  private static Side side(int kind) {
    return switch (kind) {
      case 1 -> Side.CONNECT;
      case 2 -> Side.ACCEPT;
      default -> throw unknown("kind", kind);
    };
  }

  private static Protocol protocol(int number) {
    return switch (number) {
      case 6 -> Protocol.TCP;
      case 17 -> Protocol.UDP;
      default -> throw unknown("protocol", number);
    };
  }

  private static Outcome outcome(int number) {
    return switch (number) {
      case 1 -> Outcome.ESTABLISHED;
      case 2 -> Outcome.REFUSED;
      case 3 -> Outcome.TIMEOUT;
      case 4 -> Outcome.ERROR;
      case 5 -> Outcome.ATTEMPTED;
      default -> throw unknown("outcome", number);
    };
  }

  private static IpAddress address(ByteBuffer from, int at, int family) {
    byte[] bytes =
        switch (family) {
          case 4 -> new byte[4];
          case 6 -> new byte[16];
          default -> throw unknown("family", family);
        };
    from.get(at, bytes);
    return IpAddress.ofBytes(bytes);
  }

  private static String text(ByteBuffer from, int at) {
    byte[] bytes = new byte[SIZE - COMM];
    from.get(at, bytes);
    int length = 0;
    while (length < bytes.length && bytes[length] != 0) {
      length++;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static IllegalStateException unknown(String what, int value) {
    return new IllegalStateException(
        "the kernel program reports an unknown " + what + ": " + value);
  }
}
