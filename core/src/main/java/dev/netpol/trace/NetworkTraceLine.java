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
    begin(bytes);
    int i = usual.head(bytes, from);
    i = i < 0 ? pair(bytes, from + 1) : observer(bytes, i, to);
    return pairs(bytes, i, to) == to - 1 && event.sideKnown();
  }

  /**
   * The same for a line that may end anywhere before {@code to}, if it has the usual beginning and
   * the process is known.
   *
   * @return index behind it, or -1
   */
  int ahead(byte[] bytes, int from, int to) {
    begin(bytes);
    int i = usual.head(bytes, from);
    int known = i < 0 ? -1 : record.likelyObserver(i, to);
    if (known < 0) {
      return -1;
    }
    seen = UsualForm.HEAD | known;
    i = pairs(bytes, tail(bytes, i + record.observerLength(), to), to);
    return i >= 0 && i < to && bytes[i] == '}' ? i + 1 : -1;
  }

  private void begin(byte[] bytes) {
    record.clear(bytes);
    event.begin();
    seen = 0;
    expected = 0;
  }

  /** Reads what is left, a key after the other; returns the index behind it, or -1. */
  private int pairs(byte[] bytes, int from, int to) {
    int i = from;
    while (i >= 0 && i < to && bytes[i] == ',') {
      i = pair(bytes, i + 1);
    }
    return i;
  }

  /**
   * Reads what tells of the observer, at once if a line before told the same, and what is behind;
   * returns the index behind all that it could read.
   */
  private int observer(byte[] bytes, int from, int to) {
    seen = UsualForm.HEAD;
    expected = NetworkTraceKey.NODE.ordinal();
    int behind = UsualForm.tailAt(bytes, from, to);
    if (behind < 0) {
      return from;
    }
    int known = record.knownObserver(from, behind);
    if (known >= 0) {
      seen |= known;
    } else {
      int i = pairs(bytes, from, behind);
      if (i != behind) {
        return i;
      }
      if ((seen & ~OBSERVER) == UsualForm.HEAD && event.wellFormed()) {
        record.keepObserver(from, behind, seen & OBSERVER);
      }
    }
    return tail(bytes, behind, to);
  }

  /** Reads what stands behind the observer at once; returns the index behind all that it could. */
  private int tail(byte[] bytes, int from, int to) {
    expected = NetworkTraceKey.IP.ordinal();
    int tail = (seen & UsualForm.TAIL) == 0 ? usual.tail(bytes, from, to) : -1;
    if (tail < 0) {
      return from;
    }
    seen |= UsualForm.TAIL;
    expected = NetworkTraceKey.OUTCOME.ordinal();
    if ((seen & NetworkTraceKey.OUTCOME.bit()) != 0 || !usual.established(bytes, tail)) {
      return tail;
    }
    seen |= NetworkTraceKey.OUTCOME.bit();
    expected++;
    return tail + UsualForm.ESTABLISHED;
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
