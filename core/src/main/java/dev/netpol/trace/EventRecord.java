// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The one view there is: filled by a reader, handed to the sink, filled again. */
@SuppressWarnings("EnumOrdinal") // arrays by field, format or key: looked up for every record
final class EventRecord implements EventView {

  private static final Field[] FIELDS = Field.values();

  /** How many texts an event can have. */
  static final int SLICES = FIELDS.length;

  /** A slice with the length -1. */
  private static final long ABSENT = 0xffff_ffffL;

  /** For each text where it begins, counted from {@link #start}, in the upper half; its length. */
  private final long[] ownSlices = new long[SLICES];

  /** Our own, or those of all observers that lines before told of; then from {@link #first} on. */
  private long[] slices = ownSlices;

  private int first;
  private int start;

  /** Whether one of our own is set. */
  private boolean sliced = true;

  private final Observers observers = new Observers();

  /** Place of the observer among these, or -1. */
  private int observer = -1;

  private byte[] own = new byte[512];
  private int written;

  final TraceFormat format;
  byte[] buffer = new byte[0];
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
  int pid;
  boolean existing;
  boolean uncertain;
  boolean hostNetwork;
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
    buffer = bytes;
    own(-1);
    if (sliced) {
      Arrays.fill(ownSlices, ABSENT);
      sliced = false;
    }
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
    pid = 0;
    existing = false;
    uncertain = false;
    hostNetwork = false;
    observerKind = Identity.Kind.NONE;
    peerKind = Identity.Kind.NONE;
  }

  /** Forgets the event before; the texts will be written with {@link #text(Field, String)}. */
  void clear() {
    written = 0;
    clear(own);
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
    sink.event(this);
  }

  /** Sets a text that is not in a buffer yet. */
  void text(Field field, String value) {
    if (!value.isEmpty()) {
      int from = append(value);
      slice(field, from, written - from);
    }
  }

  /** Sets a text in UTF-8 that is not in the buffer yet. */
  void text(Field field, byte[] value) {
    if (value.length > 0) {
      int from = append(value);
      slice(field, from, value.length);
    }
  }

  /** Puts a text into the buffer without making it a field; it ends at {@link #written()}. */
  int append(String value) {
    return append(value.getBytes(StandardCharsets.UTF_8));
  }

  private int append(byte[] bytes) {
    int from = written;
    if (from + bytes.length + Words.PADDING > own.length) {
      own = Arrays.copyOf(own, 2 * (from + bytes.length + Words.PADDING));
      buffer = own;
    }
    System.arraycopy(bytes, 0, own, from, bytes.length);
    written += bytes.length;
    return from;
  }

  int written() {
    return written;
  }

  void slice(Field field, int from, int length) {
    if (slices != ownSlices) {
      slices(0, ownSlices, 0);
    }
    own(-1);
    sliced = true;
    slices[field.ordinal()] = (long) from << 32 | (length & 0xffff_ffffL);
  }

  /** The texts are our own from here on; the observer is that of a line before, or -1. */
  private void own(int place) {
    slices = ownSlices;
    first = 0;
    start = 0;
    observer = place;
  }

  /**
   * Takes over what a line before told of the process that these bytes tell of; returns the keys
   * that they have, or -1 if they are not known.
   */
  int knownObserver(int from, int to) {
    int place = observers.find(buffer, from, to);
    if (place < 0) {
      return -1;
    }
    observer = place;
    slices = observers.slices();
    first = place * SLICES;
    start = from;
    pid = observers.pid(place);
    return observers.keys(place);
  }

  /** Keeps what these bytes, which have just been read, tell of a process. */
  void keepObserver(int from, int to, int keys) {
    own(observers.add(buffer, from, to, this, keys));
  }

  /** Whether the event says which pod saw it. */
  boolean named() {
    return observer >= 0
        ? observers.named(observer)
        : length(Field.NAMESPACE) > 0 || length(Field.POD) > 0 || length(Field.POD_UID) > 0;
  }

  /** Writes the slices, counted from there. */
  void slices(int from, long[] target, int to) {
    for (int i = 0; i < SLICES; i++) {
      target[to + i] = slices[first + i] + ((long) (start - from) << 32);
    }
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
  public byte[] buffer() {
    return buffer;
  }

  @Override
  public int offset(Field field) {
    return start + (int) (slices[first + field.ordinal()] >> 32);
  }

  @Override
  public int length(Field field) {
    return (int) slices[first + field.ordinal()];
  }

  @Override
  public String text(Field field) {
    int length = length(field);
    return length <= 0 ? "" : new String(buffer, offset(field), length, StandardCharsets.UTF_8);
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
  public int pid() {
    return pid;
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
    Identity identity =
        switch (observerKind) {
          case NONE -> Identity.NONE;
          case HOST -> new Identity(Identity.Kind.HOST, "", text(Field.NODE), "");
          default ->
              new Identity(
                  observerKind, text(Field.NAMESPACE), text(Field.POD), text(Field.POD_UID));
        };
    return new Peer(
        identity,
        labels(Field.LABELS),
        text(Field.OWNER),
        observerAddress.value(),
        hostAddress.value(),
        hostNetwork);
  }

  @Override
  public Peer peer() {
    if (peerKind == Identity.Kind.NONE) {
      return Peer.NONE;
    }
    return new Peer(
        new Identity(peerKind, text(Field.PEER_NAMESPACE), text(Field.PEER_NAME), ""),
        labels(Field.PEER_LABELS),
        text(Field.PEER_OWNER),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private Labels labels(Field field) {
    return length(field) <= 0 ? Labels.NONE : Json.labels(buffer, offset(field), length(field));
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
    return observer < 0 || asked.present ? -1 : observers.remembered(observer);
  }

  @Override
  public void remember(int number) {
    if (observer >= 0 && !asked.present) {
      observers.remember(observer, number);
    }
  }

  @Override
  public ConnectionEvent copy() {
    return new ConnectionEvent(
        format,
        side,
        time,
        text(Field.NODE),
        observer(),
        text(Field.CONTAINER),
        pid,
        text(Field.COMM),
        text(Field.EXE),
        protocol,
        saddr(),
        sport,
        daddr(),
        dport,
        requested(),
        peer(),
        outcome,
        errno,
        elapsedMillis,
        count,
        last,
        existing,
        uncertain);
  }
}
