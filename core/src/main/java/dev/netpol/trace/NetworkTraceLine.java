// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.nio.charset.StandardCharsets;

/**
 * Takes apart a line of our own format as the capture writes it: one flat object, no space between
 * tokens, plain ASCII, no escapes. Says no to all else, which is then for Jackson; what it says yes
 * to, Jackson reads alike (a law of the tests).
 */
@SuppressWarnings("EnumOrdinal") // arrays by field, format or key: looked up for every record
final class NetworkTraceLine {

  /** In the order in which they are written, so that the next key is mostly the expected one. */
  private enum Key {
    TYPE("type"),
    TIME("time"),
    NODE("node"),
    NAMESPACE("namespace"),
    POD("pod"),
    POD_UID("podUid"),
    CONTAINER("container"),
    PID("pid"),
    COMM("comm"),
    EXE("exe"),
    IP("ip"),
    PROTO("proto"),
    SADDR("saddr"),
    SPORT("sport"),
    DADDR("daddr"),
    DPORT("dport"),
    OUTCOME("outcome"),
    ERRNO("errno"),
    ELAPSED("elapsedMs"),
    REQUESTED("requested"),
    COUNT("count"),
    LAST("last"),
    LABELS("labels"),
    EXISTING("existing"),
    UNCERTAIN("uncertain");

    final String text;

    Key(String text) {
      this.text = text;
    }
  }

  private static final Key[] KEYS = Key.values();
  private static final int KEY_COUNT = KEYS.length;
  private static final int[] LENGTH = new int[KEY_COUNT];
  private static final long[] FIRST = new long[KEY_COUNT];
  private static final long[] FIRST_MASK = new long[KEY_COUNT];
  private static final long[] SECOND = new long[KEY_COUNT];
  private static final long[] SECOND_MASK = new long[KEY_COUNT];

  static {
    for (int i = 0; i < KEY_COUNT; i++) {
      byte[] text = (KEYS[i].text + "\":").getBytes(StandardCharsets.US_ASCII);
      byte[] words = new byte[16];
      System.arraycopy(text, 0, words, 0, text.length);
      LENGTH[i] = text.length;
      FIRST[i] = Words.at(words, 0);
      FIRST_MASK[i] = mask(Math.min(8, text.length));
      SECOND[i] = Words.at(words, 8);
      SECOND_MASK[i] = mask(Math.max(0, text.length - 8));
    }
  }

  private static long mask(int bytes) {
    return bytes == 8 ? -1L : (1L << (8 * bytes)) - 1;
  }

  private static final long CONNECT = word("connect\"");
  private static final long ACCEPT = word("accept\"\0");
  private static final long ACCEPT_MASK = mask(7);
  private static final long TRUE = word("true\0\0\0\0");
  private static final long FALSE = word("false\0\0\0");

  private static long word(String text) {
    return Words.at(text.getBytes(StandardCharsets.US_ASCII), 0);
  }

  private final NetworkTraceEvent event;
  private final EventRecord record;

  /** Where the value ended, or -1 if it is not a plain one. */
  private int end;

  NetworkTraceLine(NetworkTraceEvent event) {
    this.event = event;
    this.record = event.record;
  }

  /** Whether the line is a connect or an accept of the plain shape; then the event is filled in. */
  boolean parse(byte[] bytes, int from, int to) {
    if (to - from < 2 || bytes[from] != '{' || bytes[to - 1] != '}') {
      return false;
    }
    record.clear(bytes);
    event.begin();
    int seen = 0;
    int expected = 0;
    int i = from;
    do {
      i++;
      if (bytes[i] != '"') {
        return false;
      }
      int key = key(bytes, i + 1, expected);
      if (key < 0) {
        i = unknown(bytes, i + 1);
      } else {
        if ((seen & (1 << key)) != 0) {
          return false;
        }
        seen |= 1 << key;
        expected = key + 1;
        i = value(bytes, i + 1 + LENGTH[key], KEYS[key]);
      }
      if (i < 0 || i >= to) {
        return false;
      }
    } while (bytes[i] == ',');
    return i == to - 1 && event.sideKnown();
  }

  /** Number of the key whose text begins here, or -1. */
  private static int key(byte[] bytes, int from, int expected) {
    long first = Words.at(bytes, from);
    long second = Words.at(bytes, from + 8);
    for (int i = expected; i < KEY_COUNT; i++) {
      if (is(i, first, second)) {
        return i;
      }
    }
    for (int i = 0; i < expected; i++) {
      if (is(i, first, second)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean is(int key, long first, long second) {
    return (((first ^ FIRST[key]) & FIRST_MASK[key]) | ((second ^ SECOND[key]) & SECOND_MASK[key]))
        == 0;
  }

  /** Reads the value and returns the index behind it, or -1. */
  private int value(byte[] bytes, int from, Key key) {
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
    long word = Words.at(bytes, from + 1);
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
    int quote = Words.stringEnd(bytes, from + 1);
    return bytes[quote] == '"' ? quote + 1 : -1;
  }

  private int text(byte[] bytes, int from, Field field) {
    int behind = string(bytes, from);
    if (behind >= 0) {
      record.slice(field, from + 1, behind - from - 2);
    }
    return behind;
  }

  private int meaning(byte[] bytes, int from, Key key) {
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

  /** The whole number that begins here; sets {@link #end}. At most 18 digits, no sign. */
  private long whole(byte[] bytes, int from) {
    long number = 0;
    int i = from;
    int digit;
    while ((digit = bytes[i] - '0') >= 0 && digit <= 9) {
      number = number * 10 + digit;
      i++;
    }
    boolean plain = i > from && i - from <= 18 && (bytes[from] != '0' || i - from == 1);
    end = plain ? i : -1;
    return number;
  }

  private int number(byte[] bytes, int from, Key key) {
    long number = whole(bytes, from);
    if (end < 0) {
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
    return end;
  }

  private int flag(byte[] bytes, int from, Key key) {
    long word = Words.at(bytes, from);
    boolean set = (word & mask(4)) == TRUE;
    if (!set && (word & mask(5)) != FALSE) {
      return -1;
    }
    if (key == Key.EXISTING) {
      event.existing(set);
    } else {
      event.uncertain(set);
    }
    return from + (set ? 4 : 5);
  }

  /** {@code {"daddr":"...","dport":80}}. */
  private int requested(byte[] bytes, int from) {
    int daddr = Key.DADDR.ordinal();
    int dport = Key.DPORT.ordinal();
    if (bytes[from] != '{' || bytes[from + 1] != '"' || key(bytes, from + 2, daddr) != daddr) {
      return -1;
    }
    int text = from + 2 + LENGTH[daddr];
    int behind = string(bytes, text);
    if (behind < 0
        || bytes[behind] != ','
        || bytes[behind + 1] != '"'
        || key(bytes, behind + 2, dport) != dport) {
      return -1;
    }
    long port = whole(bytes, behind + 2 + LENGTH[dport]);
    if (end < 0 || bytes[end] != '}') {
      return -1;
    }
    event.requested(text + 1, behind - text - 2, port);
    return end + 1;
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

  /** Skips a key that is not known, with its text or number. */
  private int unknown(byte[] bytes, int from) {
    int quote = Words.stringEnd(bytes, from);
    if (bytes[quote] != '"' || bytes[quote + 1] != ':') {
      return -1;
    }
    if (bytes[quote + 2] == '"') {
      return string(bytes, quote + 2);
    }
    whole(bytes, quote + 2);
    return end;
  }
}
