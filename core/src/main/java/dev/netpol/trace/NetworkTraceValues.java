// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

/** Reads the values of a line as {@link NetworkTraceLine} takes it apart, into the event. */
final class NetworkTraceValues {

  private static final long CONNECT = EightBytes.of("connect\"");
  private static final long ACCEPT = EightBytes.of("accept\"");
  private static final long ACCEPT_MASK = EightBytes.mask(7);
  private static final long TRUE = EightBytes.of("true");
  private static final long FALSE = EightBytes.of("false");

  private final NetworkTraceEvent event;
  private final EventRecord record;
  private final WholeNumber whole = new WholeNumber();

  NetworkTraceValues(NetworkTraceEvent event) {
    this.event = event;
    this.record = event.record;
  }

  /** Reads the value of a key that begins here; returns the index behind it, or -1. */
  int read(byte[] bytes, int from, NetworkTraceKey key) {
    return switch (key) {
      case TYPE -> type(bytes, from);
      case NODE -> text(bytes, from, Field.NODE);
      case NAMESPACE -> text(bytes, from, Field.NAMESPACE);
      case POD -> text(bytes, from, Field.POD);
      case POD_UID -> text(bytes, from, Field.POD_UID);
      case CONTAINER -> text(bytes, from, Field.CONTAINER);
      case COMM -> text(bytes, from, Field.COMM);
      case EXE -> text(bytes, from, Field.EXE);
      case TIME, LAST, PROTO, OUTCOME, SADDR, DADDR -> meaning(bytes, from, key);
      case PID, SPORT, DPORT, ERRNO, ELAPSED, COUNT, IP -> number(bytes, from, key);
      case EXISTING, UNCERTAIN -> flag(bytes, from, key);
      case REQUESTED -> requested(bytes, from);
      case LABELS -> labels(bytes, from);
    };
  }

  private int type(byte[] bytes, int from) {
    long word = EightBytes.at(bytes, from + 1);
    if (bytes[from] == '"' && word == CONNECT) {
      event.side(Side.CONNECT);
      return from + 9;
    }
    if (bytes[from] == '"' && (word & ACCEPT_MASK) == ACCEPT) {
      event.side(Side.ACCEPT);
      return from + 8;
    }
    return -1;
  }

  /** Index behind the closing quote of the string that begins here, or -1. */
  private static int string(byte[] bytes, int from) {
    if (bytes[from] != '"') {
      return -1;
    }
    int quote = EightBytes.stringEnd(bytes, from + 1);
    return bytes[quote] == '"' ? quote + 1 : -1;
  }

  private int text(byte[] bytes, int from, Field field) {
    int behind = string(bytes, from);
    if (behind >= 0) {
      record.slice(field, from + 1, behind - from - 2);
    }
    return behind;
  }

  private int meaning(byte[] bytes, int from, NetworkTraceKey key) {
    int behind = string(bytes, from);
    if (behind < 0) {
      return -1;
    }
    int start = from + 1;
    int length = behind - from - 2;
    switch (key) {
      case TIME -> event.time(start, length);
      case LAST -> event.last(start, length);
      case PROTO -> event.protocol(start, length);
      case OUTCOME -> event.outcome(start, length);
      case SADDR -> event.saddr(start, length);
      default -> event.daddr(start, length);
    }
    return behind;
  }

  private int number(byte[] bytes, int from, NetworkTraceKey key) {
    long number = whole.read(bytes, from);
    if (whole.end < 0) {
      return -1;
    }
    switch (key) {
      case PID -> event.pid(number);
      case SPORT -> event.sport(number);
      case DPORT -> event.dport(number);
      case ERRNO -> event.errno(number);
      case ELAPSED -> event.elapsed(number);
      case COUNT -> event.count(number);
      default -> {
        // IP: the addresses tell.
      }
    }
    return whole.end;
  }

  private int flag(byte[] bytes, int from, NetworkTraceKey key) {
    long word = EightBytes.at(bytes, from);
    boolean set = (word & EightBytes.mask(4)) == TRUE;
    if (!set && (word & EightBytes.mask(5)) != FALSE) {
      return -1;
    }
    if (key == NetworkTraceKey.EXISTING) {
      event.existing(set);
    } else {
      event.uncertain(set);
    }
    return from + (set ? 4 : 5);
  }

  /** {@code {"daddr":"...","dport":80}}. */
  private int requested(byte[] bytes, int from) {
    NetworkTraceKey daddr = NetworkTraceKey.DADDR;
    NetworkTraceKey dport = NetworkTraceKey.DPORT;
    if (bytes[from] != '{' || bytes[from + 1] != '"' || !daddr.isAt(bytes, from + 2)) {
      return -1;
    }
    int text = from + 2 + daddr.length();
    int behind = string(bytes, text);
    if (behind < 0
        || bytes[behind] != ','
        || bytes[behind + 1] != '"'
        || !dport.isAt(bytes, behind + 2)) {
      return -1;
    }
    long port = whole.read(bytes, behind + 2 + dport.length());
    if (whole.end < 0 || bytes[whole.end] != '}') {
      return -1;
    }
    event.requested(text + 1, behind - text - 2, port);
    return whole.end + 1;
  }

  /** An object of plain texts. */
  private int labels(byte[] bytes, int from) {
    if (bytes[from] != '{') {
      return -1;
    }
    int i = from;
    do {
      i = string(bytes, i + 1);
      if (i < 0 || bytes[i] != ':') {
        return -1;
      }
      i = string(bytes, i + 1);
    } while (i >= 0 && bytes[i] == ',');
    if (i < 0 || bytes[i] != '}') {
      return -1;
    }
    record.slice(Field.LABELS, from, i + 1 - from);
    return i + 1;
  }

  /** Index behind the text or number that begins here and tells us nothing, or -1. */
  int skip(byte[] bytes, int from) {
    if (bytes[from] == '"') {
      return string(bytes, from);
    }
    whole.read(bytes, from);
    return whole.end;
  }
}
