// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Protocol;
import java.util.Optional;

/**
 * What repeats from one connection to the next and is a number, as {@link EventView#numbers} writes
 * it.
 *
 * @param saddr of the initiator, if known
 * @param daddr of the responder, if known
 * @param dport of the responder
 */
@SuppressWarnings("EnumOrdinal") // never leaves the process
public record EventNumbers(
    TraceFormat format,
    Side side,
    Protocol protocol,
    Optional<IpAddress> saddr,
    Optional<IpAddress> daddr,
    int dport) {

  /** How many words {@link EventView#numbers} writes. */
  public static final int WORDS = 5;

  private static final TraceFormat[] FORMATS = TraceFormat.values();
  private static final Side[] SIDES = Side.values();
  private static final Protocol[] PROTOCOLS = Protocol.values();

  private static final int SIDE = 8;
  private static final int PROTOCOL = 10;
  private static final int SADDR = 12;
  private static final int DADDR = 13;
  private static final int DPORT = 16;

  static void write(EventRecord event, long[] words, int at) {
    words[at] =
        event.format.ordinal()
            | event.side.ordinal() << SIDE
            | event.protocol.ordinal() << PROTOCOL
            | (event.saddr.present ? 1 << SADDR : 0)
            | (event.daddr.present ? 1 << DADDR : 0)
            | (long) event.dport << DPORT;
    words[at + 1] = event.saddr.high();
    words[at + 2] = event.saddr.low();
    words[at + 3] = event.daddr.high();
    words[at + 4] = event.daddr.low();
  }

  /** A number that orders by format, then by side; {@code word} is the first that was written. */
  public static int kind(long word) {
    return (int) ((word & 0xff) << 1 | (word >>> SIDE & 3));
  }

  /** Of the words that were written there. */
  public static EventNumbers read(long[] words, int at) {
    long kind = words[at];
    return new EventNumbers(
        FORMATS[(int) kind & 0xff],
        SIDES[(int) (kind >>> SIDE) & 3],
        PROTOCOLS[(int) (kind >>> PROTOCOL) & 3],
        address(kind >>> SADDR & 1, words, at + 1),
        address(kind >>> DADDR & 1, words, at + 3),
        (int) (kind >>> DPORT));
  }

  private static Optional<IpAddress> address(long present, long[] words, int at) {
    return present == 0 ? Optional.empty() : Optional.of(new IpAddress(words[at], words[at + 1]));
  }
}
