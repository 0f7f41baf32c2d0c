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

  final EventRecord record;
  private final Timestamps times = new Timestamps();
  private boolean protocolKnown;
  private boolean otherProtocol;

  /** Whether an end has the unspecified address, which is not held. */
  private boolean saddrLeft;

  private boolean daddrLeft;

  LogEvent(TraceFormat format) {
    this.record = new EventRecord(format);
  }

  void begin(Side side) {
    record.clear();
    record.side = side;
    saddrLeft = false;
    daddrLeft = false;
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
    saddrLeft = address(record.saddr, address);
    record.sport = port(port);
  }

  void responder(String address, long port) {
    daddrLeft = address(record.daddr, address);
    record.dport = port(port);
  }

  /** The unspecified address is what a socket has that has none. */
  static boolean isUnspecified(String address) {
    return address.equals("0.0.0.0") || address.equals("::");
  }

  /**
   * Holds the address, unless it is unspecified: a name tells more.
   *
   * @return whether it is there, and is left to be held where no name is told
   */
  private boolean address(AddressSlot slot, String address) {
    boolean held = Gadget.address(record, slot, address);
    slot.present = held && !isUnspecified(address);
    return held && !slot.present;
  }

  private static int port(long port) {
    return port > 0 && port <= MOST ? (int) port : 0;
  }

  /** A time as RFC 3339 has it; one that cannot be read is none. */
  void time(String text) {
    record.time = instant(text);
    record.timeUnreadable = record.time == EventView.NO_TIME && !text.isEmpty();
  }

  /** Nanoseconds since 1970, or {@link EventView#NO_TIME}. */
  long instant(String text) {
    int from = record.append(text);
    return times.parse(record.buffer, from, record.written() - from);
  }

  /** Process id, program and the last part of its path. */
  void process(long pid, String comm, String exe) {
    record.pid = pid > 0 && pid <= Integer.MAX_VALUE ? (int) pid : 0;
    record.text(Field.COMM, comm.isEmpty() ? exe.substring(exe.lastIndexOf('/') + 1) : comm);
    record.text(Field.EXE, exe);
  }

  /** An id with or without the name of the runtime before it. */
  void container(String id) {
    record.text(Field.CONTAINER, id.substring(id.lastIndexOf('/') + 1));
  }

  /** How a system call ended that wanted to connect: 0, or the negative number of an error. */
  void result(long value) {
    long error = Math.abs(value);
    record.errno = error <= MOST ? (int) error : 0;
    // errno-base.h, errno.h: EINPROGRESS, EALREADY, EAGAIN, EINTR say that it is under way.
    record.outcome =
        switch (record.errno) {
          case 0 -> Outcome.ESTABLISHED;
          case 4, 11, 114, 115 -> Outcome.ATTEMPTED;
          case 111 -> Outcome.REFUSED;
          case 110 -> Outcome.TIMEOUT;
          default -> Outcome.ERROR;
        };
  }

  /** The same, by its name; empty where the log does not say. */
  void result(String name) {
    record.outcome =
        switch (name) {
          case "SUCCESS" -> Outcome.ESTABLISHED;
          case "ECONNREFUSED" -> Outcome.REFUSED;
          case "ETIMEDOUT" -> Outcome.TIMEOUT;
          case "", "EINPROGRESS", "EALREADY", "EAGAIN", "EINTR" -> Outcome.ATTEMPTED;
          default -> Outcome.ERROR;
        };
  }

  /** What the log calls the initiator. */
  void initiator(Identity.Kind kind, String namespace, String name) {
    named(record.side == Side.CONNECT, kind, namespace, name);
  }

  /** What the log calls the responder. */
  void responder(Identity.Kind kind, String namespace, String name) {
    named(record.side == Side.ACCEPT, kind, namespace, name);
  }

  /** What the log calls the end that saw it. */
  void observer(Identity.Kind kind, String namespace, String name) {
    named(true, kind, namespace, name);
  }

  void observerOwner(String kind, String name) {
    record.text(Field.OWNER, owner(kind, name));
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

  void initiatorOwner(String kind, String name) {
    record.text(record.side == Side.CONNECT ? Field.OWNER : Field.PEER_OWNER, owner(kind, name));
  }

  void responderOwner(String kind, String name) {
    record.text(record.side == Side.ACCEPT ? Field.OWNER : Field.PEER_OWNER, owner(kind, name));
  }

  /** Tools say Pod for one that nobody controls. */
  private static String owner(String kind, String name) {
    boolean none = name.isEmpty() || kind.equals("Pod");
    return none ? "" : kind.isEmpty() ? name : kind + "/" + name;
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
    // Of an end without a name, the unspecified address is told as what it is.
    event.saddr.present |= saddrLeft && !(connect ? observer : peer);
    event.daddr.present |= daddrLeft && !(connect ? peer : observer);
    boolean initiator = event.saddr.present || (connect ? observer : peer);
    boolean responder = event.daddr.present || (connect ? peer : observer);
    if (!protocolKnown || event.dport == 0 || !initiator || !responder) {
      JsonRecords.skip(SkipReason.MALFORMED, bytes, from, to, at, sink);
      return true;
    }
    event.closeWindow();
    event.handOn(at, sink);
    return true;
  }

  private boolean named(Identity.Kind kind, Field name) {
    return kind == Identity.Kind.HOST || (kind != Identity.Kind.NONE && record.length(name) > 0);
  }
}
