// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.model.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the fields of our own format mean. The scanner and Jackson both fill it in, from bytes, so
 * that they can differ in how they take a line apart and in nothing else.
 */
final class NetworkTraceEvent {

  private static final Outcome[] ALL = Outcome.values();
  private static final byte[][] OUTCOMES =
      Arrays.stream(ALL)
          .map(outcome -> outcome.id().getBytes(StandardCharsets.US_ASCII))
          .toArray(byte[][]::new);

  final EventRecord record;
  private final Timestamps times = new Timestamps();
  private boolean sideKnown;
  private boolean protocolKnown;
  private boolean otherProtocol;

  /** Keys with a value that they cannot have: a set, for the order of a line is not ours. */
  private int refused;

  NetworkTraceEvent(EventRecord record) {
    this.record = record;
  }

  void begin() {
    sideKnown = false;
    protocolKnown = false;
    otherProtocol = false;
    refused = 0;
  }

  void side(Side side) {
    record.side = side;
    sideKnown = true;
  }

  boolean sideKnown() {
    return sideKnown;
  }

  /** The key has a value that it cannot have. */
  void refuse(NetworkTraceKey key) {
    refused |= key.bit();
  }

  private void refuse(boolean wrong, NetworkTraceKey key) {
    if (wrong) {
      refuse(key);
    }
  }

  boolean wellFormed() {
    return refused == 0;
  }

  // A connection at an unreadable time is still a connection.
  void time(int from, int length) {
    record.time = parsed(from, length);
  }

  void last(int from, int length) {
    record.last = parsed(from, length);
  }

  private long parsed(int from, int length) {
    long time = times.parse(record.buffer, from, length);
    record.timeUnreadable |= time == EventView.NO_TIME && length > 0;
    return time;
  }

  void protocol(int from, int length) {
    byte[] bytes = record.buffer;
    protocolKnown = true;
    int first = length == 0 ? 0 : bytes[from] | 0x20;
    if (length == 3 && first == 't' && same(bytes, from, "tcp")) {
      record.protocol = Protocol.TCP;
    } else if (length == 3 && first == 'u' && same(bytes, from, "udp")) {
      record.protocol = Protocol.UDP;
    } else if (length == 4 && first == 's' && same(bytes, from, "sctp")) {
      record.protocol = Protocol.SCTP;
    } else {
      otherProtocol = true;
    }
  }

  void protocol(Protocol protocol) {
    protocolKnown = true;
    record.protocol = protocol;
  }

  private static boolean same(byte[] bytes, int from, String lower) {
    for (int i = 0; i < lower.length(); i++) {
      if ((bytes[from + i] | 0x20) != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  void outcome(int from, int length) {
    for (int i = 0; i < OUTCOMES.length; i++) {
      byte[] id = OUTCOMES[i];
      if (length == id.length && Arrays.equals(record.buffer, from, from + length, id, 0, length)) {
        record.outcome = ALL[i];
        return;
      }
    }
    refuse(NetworkTraceKey.OUTCOME);
  }

  void saddr(int from, int length) {
    refuse(!record.saddr.parse(record.buffer, from, length), NetworkTraceKey.SADDR);
  }

  void daddr(int from, int length) {
    refuse(!record.daddr.parse(record.buffer, from, length), NetworkTraceKey.DADDR);
  }

  void sport(long port) {
    record.sport = port(port, 0, NetworkTraceKey.SPORT);
  }

  void dport(long port) {
    record.dport = port(port, 1, NetworkTraceKey.DPORT);
  }

  void requested(int from, int length, long port) {
    refuse(!record.asked.parse(record.buffer, from, length), NetworkTraceKey.REQUESTED);
    record.askedPort = port(port, 1, NetworkTraceKey.REQUESTED);
  }

  private int port(long port, int least, NetworkTraceKey key) {
    if (port < least || port > 65535) {
      refuse(key);
      return 0;
    }
    return (int) port;
  }

  void pid(long pid) {
    refuse(pid < 0 || pid > Integer.MAX_VALUE, NetworkTraceKey.PID);
    record.pid = (int) pid;
  }

  void errno(long errno) {
    refuse(errno != (int) errno, NetworkTraceKey.ERRNO);
    record.errno = (int) errno;
  }

  void elapsed(long millis) {
    record.elapsedMillis = Math.max(-1, millis);
  }

  void count(long count) {
    refuse(count < 0, NetworkTraceKey.COUNT);
    record.count = count;
  }

  void existing(boolean existing) {
    record.existing = existing;
  }

  void uncertain(boolean uncertain) {
    record.uncertain = uncertain;
  }

  /** Hands the event on if it is one, and else says why not. */
  boolean finish(byte[] bytes, int from, int to, RecordAt at, EventSink sink) {
    EventRecord event = record;
    if (otherProtocol) {
      JsonRecords.skip(SkipReason.OTHER_PROTOCOL, bytes, from, to, at, sink);
      return true;
    }
    boolean named = event.named();
    // The side that saw it may be known by name only.
    boolean initiator = event.saddr.present || (event.side == Side.CONNECT && named);
    boolean responder = event.daddr.present || (event.side == Side.ACCEPT && named);
    if (refused != 0 || !protocolKnown || event.dport == 0 || !initiator || !responder) {
      refuse(!protocolKnown, NetworkTraceKey.PROTO);
      refuse(event.dport == 0, NetworkTraceKey.DPORT);
      refuse(!initiator, NetworkTraceKey.SADDR);
      refuse(!responder, NetworkTraceKey.DADDR);
      String keys = NetworkTraceKey.names(refused);
      JsonRecords.skip(SkipReason.MALFORMED, keys, bytes, from, to, at, sink);
      return true;
    }
    if (named) {
      event.observerKind = Identity.Kind.POD;
    }
    if (event.asked.holdsSameAs(event.daddr) && event.askedPort == event.dport) {
      event.asked.present = false;
    }
    event.closeWindow();
    event.handOn(at, sink);
    return true;
  }
}
