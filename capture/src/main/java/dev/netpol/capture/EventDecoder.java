// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Protocol;
import dev.netpol.trace.Outcome;
import dev.netpol.trace.Side;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads the bytes of {@code struct event}. The offsets are those of {@code bpf/event.h}, where the
 * compiler checks them; a test compares the two lists.
 */
final class EventDecoder {
  static final int KIND = 0;
  static final int FAMILY = 1;
  static final int PROTOCOL = 2;
  static final int OUTCOME = 3;
  static final int SPORT = 4;
  static final int DPORT = 6;
  static final int ERROR = 8;
  static final int REQUESTED_PORT = 10;
  static final int REQUESTED_FAMILY = 12;
  static final int FLAGS = 13;
  static final int NETNS = 16;
  static final int PID = 20;
  static final int TIME = 24;
  static final int LAST = 32;
  static final int ELAPSED = 40;
  static final int CGROUP = 48;
  static final int COUNT = 56;
  static final int SADDR = 64;
  static final int DADDR = 80;
  static final int REQUESTED = 96;
  static final int COMM = 112;
  static final int SIZE = 128;

  /** Bits of the flags. */
  private static final int UNCERTAIN = 1;

  private static final int EXISTING = 2;

  private EventDecoder() {}

  /**
   * Reads the event at the position of a buffer of the machine's byte order, and moves the position
   * behind it.
   *
   * @throws IllegalStateException if no kernel program of ours wrote that
   */
  static Event next(ByteBuffer from) {
    int at = from.position();
    int kind = from.get(at + KIND);
    Event event =
        switch (kind) {
          case 1 -> connection(from, at, Side.CONNECT);
          case 2 -> connection(from, at, Side.ACCEPT);
          case 3 -> ProcessDecoder.exec(from, at);
          case 4 -> ProcessDecoder.exit(from, at);
          default -> throw unknown("kind", kind);
        };
    from.position(
        at
            + switch (kind) {
              case 3 -> ProcessDecoder.SIZE;
              case 4 -> ProcessDecoder.PATH;
              default -> SIZE;
            });
    return event;
  }

  private static Event.Connection connection(ByteBuffer from, int at, Side side) {
    int family = from.get(at + FAMILY);
    int flags = from.get(at + FLAGS);
    return new Event.Connection(
        from.getLong(at + TIME),
        from.getLong(at + LAST),
        from.getLong(at + ELAPSED),
        from.getLong(at + CGROUP),
        from.getLong(at + COUNT),
        from.getInt(at + NETNS),
        from.getInt(at + PID),
        side,
        protocol(from.get(at + PROTOCOL)),
        outcome(from.get(at + OUTCOME)),
        port(from, at + ERROR),
        address(from, at + SADDR, family),
        port(from, at + SPORT),
        address(from, at + DADDR, family),
        port(from, at + DPORT),
        requested(from, at),
        (flags & UNCERTAIN) != 0,
        (flags & EXISTING) != 0,
        text(from, at + COMM, SIZE - COMM));
  }

  private static Optional<Event.Target> requested(ByteBuffer from, int at) {
    int family = from.get(at + REQUESTED_FAMILY);
    return family == 0
        ? Optional.empty()
        : Optional.of(
            new Event.Target(
                address(from, at + REQUESTED, family), port(from, at + REQUESTED_PORT)));
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
      case 6 -> Outcome.UNCERTAIN;
      default -> throw unknown("outcome", number);
    };
  }

  private static int port(ByteBuffer from, int at) {
    return Short.toUnsignedInt(from.getShort(at));
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

  /** Up to the first zero, if there is one in so many bytes. */
  static String text(ByteBuffer from, int at, int most) {
    byte[] bytes = new byte[most];
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
