// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The keys of an event in our own format, in the order in which they are written, so that the next
 * key is mostly the expected one. They are compared as two words each.
 */
@SuppressWarnings("EnumOrdinal") // arrays by key: looked up many times for every record
enum NetworkTraceKey {
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

  private static final NetworkTraceKey[] KEYS = values();
  private static final int[] LENGTH = new int[KEYS.length];
  private static final long[] FIRST = new long[KEYS.length];
  private static final long[] FIRST_MASK = new long[KEYS.length];
  private static final long[] SECOND = new long[KEYS.length];
  private static final long[] SECOND_MASK = new long[KEYS.length];

  static {
    for (int i = 0; i < KEYS.length; i++) {
      byte[] text = (KEYS[i].text + "\":").getBytes(StandardCharsets.US_ASCII);
      byte[] words = new byte[16];
      System.arraycopy(text, 0, words, 0, text.length);
      LENGTH[i] = text.length;
      FIRST[i] = EightBytes.at(words, 0);
      FIRST_MASK[i] = EightBytes.mask(Math.min(8, text.length));
      SECOND[i] = EightBytes.at(words, 8);
      SECOND_MASK[i] = EightBytes.mask(Math.max(0, text.length - 8));
    }
  }

  private final String text;

  NetworkTraceKey(String text) {
    this.text = text;
  }

  /** Stands for it in a set of keys. */
  int bit() {
    return 1 << ordinal();
  }

  /** The keys of a set, in their order. */
  static String names(int keys) {
    return Arrays.stream(KEYS)
        .filter(key -> (keys & key.bit()) != 0)
        .map(key -> key.text)
        .collect(Collectors.joining(", "));
  }

  static NetworkTraceKey of(int number) {
    return KEYS[number];
  }

  /**
   * Number of the key whose text, with its quote and colon, begins here, or -1.
   *
   * @param expected number of the one that is looked at first; may be one too many
   */
  static int at(byte[] bytes, int from, int expected) {
    long first = EightBytes.at(bytes, from);
    long second = EightBytes.at(bytes, from + 8);
    for (int i = expected; i < KEYS.length; i++) {
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

  /** Whether the text of this key, with its quote and colon, begins here. */
  boolean isAt(byte[] bytes, int from) {
    return is(ordinal(), EightBytes.at(bytes, from), EightBytes.at(bytes, from + 8));
  }

  /** Bytes of the text, with its quote and colon. */
  int length() {
    return LENGTH[ordinal()];
  }

  private static boolean is(int key, long first, long second) {
    return (((first ^ FIRST[key]) & FIRST_MASK[key]) | ((second ^ SECOND[key]) & SECOND_MASK[key]))
        == 0;
  }
}
