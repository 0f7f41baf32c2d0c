// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

/**
 * Takes apart a line of our own format as the capture writes it: one flat object, no space between
 * tokens, plain ASCII, no escapes. Says no to all else, which is then for Jackson; what it says yes
 * to, Jackson reads alike (a law of the tests).
 */
@SuppressWarnings("EnumOrdinal") // arrays by field, format or key: looked up for every record
final class NetworkTraceLine {

  private static final int OBSERVER =
      NetworkTraceKey.NODE.bit()
          | NetworkTraceKey.NAMESPACE.bit()
          | NetworkTraceKey.POD.bit()
          | NetworkTraceKey.POD_UID.bit()
          | NetworkTraceKey.CONTAINER.bit()
          | NetworkTraceKey.PID.bit()
          | NetworkTraceKey.COMM.bit()
          | NetworkTraceKey.EXE.bit();

  private final NetworkTraceEvent event;
  private final EventRecord record;
  private final UsualForm usual;
  private final NetworkTraceValues values;

  /** Keys that the line had so far. */
  private int seen;

  /** The key that should come next. */
  private int expected;

  NetworkTraceLine(NetworkTraceEvent event) {
    this.event = event;
    this.record = event.record;
    this.usual = new UsualForm(event);
    this.values = new NetworkTraceValues(event);
  }

  /** Whether the line is a connect or an accept of the plain shape; then the event is filled in. */
  boolean parse(byte[] bytes, int from, int to) {
    if (to - from < 2 || bytes[from] != '{' || bytes[to - 1] != '}') {
      return false;
    }
    record.clear(bytes);
    event.begin();
    seen = 0;
    expected = 0;
    int i = usual.head(bytes, from);
    i = i < 0 ? from : observer(bytes, i, to);
    while (i == from || (i > 0 && i < to && bytes[i] == ',')) {
      i = pair(bytes, i + 1);
    }
    return i == to - 1 && event.sideKnown();
  }

  /**
   * Reads what tells of the observer, at once if a line before told the same, and what is behind;
   * returns the index behind all that it could read.
   */
  private int observer(byte[] bytes, int from, int to) {
    seen = UsualForm.HEAD;
    expected = NetworkTraceKey.NODE.ordinal();
    int behind = Observers.end(bytes, from, to);
    if (behind < 0) {
      return from;
    }
    int known = record.knownObserver(from, behind);
    if (known >= 0) {
      seen |= known;
    } else {
      int i = from;
      while (i > 0 && i < behind && bytes[i] == ',') {
        i = pair(bytes, i + 1);
      }
      if (i != behind) {
        return i;
      }
      if ((seen & ~OBSERVER) == UsualForm.HEAD && event.wellFormed()) {
        record.keepObserver(from, behind, seen & OBSERVER);
      }
    }
    expected = NetworkTraceKey.IP.ordinal();
    int tail = (seen & UsualForm.TAIL) == 0 ? usual.tail(bytes, behind, to) : -1;
    if (tail < 0) {
      return behind;
    }
    seen |= UsualForm.TAIL;
    expected = NetworkTraceKey.OUTCOME.ordinal();
    return tail;
  }

  /** Reads the key that begins here, with its value; returns the index behind it, or -1. */
  private int pair(byte[] bytes, int from) {
    if (bytes[from] != '"') {
      return -1;
    }
    int number = NetworkTraceKey.at(bytes, from + 1, expected);
    if (number < 0) {
      return unknown(bytes, from + 1);
    }
    if ((seen & (1 << number)) != 0) {
      return -1;
    }
    seen |= 1 << number;
    expected = number + 1;
    NetworkTraceKey key = NetworkTraceKey.of(number);
    return values.read(bytes, from + 1 + key.length(), key);
  }

  /** Skips a key that is not known, with its text or number. */
  private int unknown(byte[] bytes, int from) {
    int quote = EightBytes.stringEnd(bytes, from);
    return bytes[quote] == '"' && bytes[quote + 1] == ':' ? values.skip(bytes, quote + 2) : -1;
  }
}
