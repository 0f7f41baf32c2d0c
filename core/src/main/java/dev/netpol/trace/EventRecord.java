// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Protocol;
import java.util.Optional;

/** The one view there is: filled by a reader, handed to the sink, filled again. */
final class EventRecord extends EventTexts {

  final TraceFormat format;
  Side side = Side.CONNECT;
  Protocol protocol = Protocol.TCP;
  Outcome outcome = Outcome.ATTEMPTED;
  int errno;
  long elapsedMillis;
  final AddressSlot saddr = new AddressSlot();
  final AddressSlot daddr = new AddressSlot();
  final AddressSlot asked = new AddressSlot();
  final AddressSlot observerAddress = new AddressSlot();
  final AddressSlot hostAddress = new AddressSlot();
  int sport;
  int dport;
  int askedPort;
  long time;
  long last;
  long count;
  boolean existing;
  boolean uncertain;
  boolean hostNetwork;

  /** Whether there is a time that cannot be read, or that is none of a trace. */
  boolean timeUnreadable;

  Identity.Kind observerKind = Identity.Kind.NONE;
  Identity.Kind peerKind = Identity.Kind.NONE;

  int input;
  long offset;
  long line;

  EventRecord(TraceFormat format) {
    this.format = format;
  }

  /** Forgets the event before; the texts will be in {@code bytes}. */
  void clear(byte[] bytes) {
    clearTexts(bytes);
    clearNumbers();
  }

  /** Forgets the event before; the texts will be written with {@link #text(Field, String)}. */
  void clear() {
    clearTexts();
    clearNumbers();
  }

  private void clearNumbers() {
    outcome = Outcome.ATTEMPTED;
    errno = 0;
    elapsedMillis = -1;
    saddr.present = false;
    daddr.present = false;
    asked.present = false;
    observerAddress.present = false;
    hostAddress.present = false;
    sport = 0;
    dport = 0;
    askedPort = 0;
    time = NO_TIME;
    last = NO_TIME;
    count = 1;
    existing = false;
    uncertain = false;
    hostNetwork = false;
    timeUnreadable = false;
    observerKind = Identity.Kind.NONE;
    peerKind = Identity.Kind.NONE;
  }

  /** Where one end of the time is known it is both, and no end lies before the beginning. */
  void closeWindow() {
    if (time == NO_TIME) {
      time = last;
    }
    last = Math.max(time, last);
  }

  /** Gives the event, read there, to whoever waits for it. */
  void handOn(RecordAt at, EventSink sink) {
    input = at.input;
    offset = at.offset;
    line = at.line;
    if (timeUnreadable) {
      sink.unreadableTime(at.place());
    }
    sink.event(this);
  }

  @Override
  public TraceFormat format() {
    return format;
  }

  @Override
  public Side side() {
    return side;
  }

  @Override
  public Protocol protocol() {
    return protocol;
  }

  @Override
  public Outcome outcome() {
    return outcome;
  }

  @Override
  public int errno() {
    return errno;
  }

  @Override
  public long elapsedMillis() {
    return elapsedMillis;
  }

  @Override
  public Optional<IpAddress> saddr() {
    return saddr.value();
  }

  @Override
  public Optional<IpAddress> daddr() {
    return daddr.value();
  }

  @Override
  public int sport() {
    return sport;
  }

  @Override
  public int dport() {
    return dport;
  }

  @Override
  public long time() {
    return time;
  }

  @Override
  public long last() {
    return last;
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public boolean existing() {
    return existing;
  }

  @Override
  public boolean uncertain() {
    return uncertain;
  }

  @Override
  public Optional<Requested> requested() {
    return asked.value().map(address -> new Requested(address, askedPort));
  }

  @Override
  public Peer observer() {
    return EventValues.observer(this);
  }

  @Override
  public Peer peer() {
    return EventValues.peer(this);
  }

  @Override
  public int input() {
    return input;
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public void numbers(long[] target, int at) {
    EventNumbers.write(this, target, at);
  }

  @Override
  public int texts(byte[] target) {
    return EventKey.texts(this, target);
  }

  @Override
  public int remembered() {
    return asked.present ? -1 : rememberedOfObserver();
  }

  @Override
  public void remember(int number) {
    if (!asked.present) {
      rememberOfObserver(number);
    }
  }

  @Override
  public ConnectionEvent copy() {
    return EventValues.copy(this);
  }
}
