// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.model.Protocol;
import java.util.Optional;

/**
 * An event as another tool's log tells it, filled in text by text. {@link #begin} says which end
 * saw it; after that, ends are told as initiator and responder.
 */
final class LogEvent {

  private static final int MOST = 65_535;

  /** Ports from here on are those that a client gets (Linux, net.ipv4.ip_local_port_range). */
  private static final int CLIENTS = 32_768;

  final EventRecord record;
  private final Times times = new Times();
  private boolean protocolKnown;
  private boolean otherProtocol;

  LogEvent(TraceFormat format) {
    this.record = new EventRecord(format);
  }

  void begin(Side side) {
    record.clear();
    record.side = side;
    protocolKnown = false;
    otherProtocol = false;
  }

  /** Empty where the log does not say. */
  void protocol(String name) {
    Optional<Protocol> known = Protocol.tryParse(name);
    known.ifPresent(protocol -> record.protocol = protocol);
    protocolKnown = known.isPresent();
    otherProtocol = known.isEmpty() && !name.isEmpty();
  }

  void initiator(String address, long port) {
    Gadget.address(record, record.saddr, address);
    record.sport = port(port);
  }

  void responder(String address, long port) {
    Gadget.address(record, record.daddr, address);
    record.dport = port(port);
  }

  private static int port(long port) {
    return port > 0 && port <= MOST ? (int) port : 0;
  }

  /**
   * Whether the ports tell that the first one is the client's: they do, where one of them is a port
   * that clients get and the other is not.
   */
  static boolean clientFirst(long first, long second) {
    return first >= CLIENTS && second < CLIENTS;
  }

  /** A time as RFC 3339 has it; one that cannot be read is none. */
  void time(String text) {
    int from = record.append(text);
    record.time = times.parse(record.buffer, from, record.written() - from);
  }

  /** What the log calls the initiator. */
  void initiator(Identity.Kind kind, String namespace, String name) {
    named(record.side == Side.CONNECT, kind, namespace, name);
  }

  /** What the log calls the responder. */
  void responder(Identity.Kind kind, String namespace, String name) {
    named(record.side == Side.ACCEPT, kind, namespace, name);
  }

  private void named(boolean observer, Identity.Kind kind, String namespace, String name) {
    if (observer) {
      record.observerKind = kind;
      record.text(Field.NAMESPACE, namespace);
      record.text(Field.POD, name);
    } else {
      record.peerKind = kind;
      record.text(Field.PEER_NAMESPACE, namespace);
      record.text(Field.PEER_NAME, name);
    }
  }

  void initiatorLabels(byte[] labels) {
    record.text(record.side == Side.CONNECT ? Field.LABELS : Field.PEER_LABELS, labels);
  }

  void responderLabels(byte[] labels) {
    record.text(record.side == Side.ACCEPT ? Field.LABELS : Field.PEER_LABELS, labels);
  }

  void initiatorOwner(String owner) {
    record.text(record.side == Side.CONNECT ? Field.OWNER : Field.PEER_OWNER, owner);
  }

  void responderOwner(String owner) {
    record.text(record.side == Side.ACCEPT ? Field.OWNER : Field.PEER_OWNER, owner);
  }

  /** Hands the event on if it is one, and else says why not; understood either way. */
  boolean finish(byte[] bytes, int from, int to, RecordAt at, EventSink sink) {
    EventRecord event = record;
    if (otherProtocol) {
      JsonRecords.skip(SkipReason.OTHER_PROTOCOL, bytes, from, to, at, sink);
      return true;
    }
    boolean connect = event.side == Side.CONNECT;
    boolean observer = named(event.observerKind, Field.POD);
    boolean peer = named(event.peerKind, Field.PEER_NAME);
    boolean initiator = event.saddr.present || (connect ? observer : peer);
    boolean responder = event.daddr.present || (connect ? peer : observer);
    if (!protocolKnown || event.dport == 0 || !initiator || !responder) {
      JsonRecords.skip(SkipReason.MALFORMED, bytes, from, to, at, sink);
      return true;
    }
    if (event.time == EventView.NO_TIME) {
      event.time = event.last;
    }
    event.last = Math.max(event.time, event.last);
    event.input = at.input;
    event.offset = at.offset;
    event.line = at.line;
    sink.event(event);
    return true;
  }

  private boolean named(Identity.Kind kind, Field name) {
    return kind == Identity.Kind.HOST || (kind != Identity.Kind.NONE && record.length(name) > 0);
  }
}
