// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.model.Protocol;

/**
 * The two parts of a line that the capture always writes in the same way, before and behind what
 * tells of the observer, read a word at a time. A line that differs in one byte is none of ours:
 * {@link NetworkTraceLine} reads it key by key.
 */
final class UsualForm {

  /** Keys of the first part. */
  static final int HEAD = NetworkTraceKey.TYPE.bit() | NetworkTraceKey.TIME.bit();

  /** Keys of the second part. */
  static final int TAIL =
      NetworkTraceKey.IP.bit()
          | NetworkTraceKey.PROTO.bit()
          | NetworkTraceKey.SADDR.bit()
          | NetworkTraceKey.SPORT.bit()
          | NetworkTraceKey.DADDR.bit()
          | NetworkTraceKey.DPORT.bit();

  private static final long TYPE = EightBytes.of("{\"type\":");
  private static final long CONNECT = EightBytes.of("\"connect");
  private static final long BEHIND_CONNECT = EightBytes.of("\",\"time\"");
  private static final long ACCEPT = EightBytes.of("\"accept\"");
  private static final long TIME = EightBytes.of("\"time\":\"");

  private static final long IP = EightBytes.of(",\"ip\":4,");

  /** Of {@link #IP}, what the family of the addresses does not change. */
  private static final long IP_MASK = EightBytes.mask(6);

  private static final long LETTERS_I = EightBytes.of("iiiiiiii");
  private static final long LETTERS_P = EightBytes.of("pppppppp");

  /** How far from the end of a line the second part is searched. */
  private static final int FAR = 256;

  private static final long PROTO = EightBytes.of("\"proto\":");
  private static final long TCP = EightBytes.of("\"TCP\",\"s");
  private static final long UDP = EightBytes.of("\"UDP\",\"s");
  private static final long SADDR = EightBytes.of("saddr\":\"");

  // What stands between addresses and ports: its first eight bytes, and its last.
  private static final int BETWEEN = 10;
  private static final long BEHIND_SADDR = EightBytes.of("\",\"sport");
  private static final long SPORT = EightBytes.of("\"sport\":");
  private static final long BEHIND_SPORT = EightBytes.of(",\"daddr\"");
  private static final long DADDR = EightBytes.of("daddr\":\"");
  private static final long BEHIND_DADDR = EightBytes.of("\",\"dport");
  private static final long DPORT = EightBytes.of("\"dport\":");

  private static final long OUTCOME = EightBytes.of(",\"outcome");
  private static final long BEHIND_OUTCOME = EightBytes.of("\":\"estab");
  private static final long LISHED = EightBytes.of("lished\"");
  private static final long LISHED_MASK = EightBytes.mask(7);

  /** Bytes that say so. */
  static final int ESTABLISHED = 8 + 8 + 7;

  private final NetworkTraceEvent event;
  private final WholeNumber whole = new WholeNumber();

  UsualForm(NetworkTraceEvent event) {
    this.event = event;
  }

  /** Reads type and time; returns the index behind them, or -1. */
  int head(byte[] bytes, int from) {
    long type = EightBytes.at(bytes, from + 8);
    boolean connect = type == CONNECT && EightBytes.at(bytes, from + 16) == BEHIND_CONNECT;
    int time = from + (connect ? 18 : 17);
    if (EightBytes.at(bytes, from) != TYPE
        || !(connect || (type == ACCEPT && bytes[from + 16] == ','))
        || EightBytes.at(bytes, time) != TIME) {
      return -1;
    }
    int quote = EightBytes.stringEnd(bytes, time + 8);
    if (bytes[quote] != '"') {
      return -1;
    }
    event.side(connect ? Side.CONNECT : Side.ACCEPT);
    event.time(time + 8, quote - time - 8);
    return quote + 1;
  }

  /** Where the second part of a line that ends there seems to begin, or -1. */
  static int tailAt(byte[] bytes, int from, int to) {
    int least = Math.max(from, to - FAR);
    for (int i = to - 8; i + 7 > least; i -= 8) {
      // An i before a p, at any of eight places.
      long other =
          (EightBytes.at(bytes, i) ^ LETTERS_I) | (EightBytes.at(bytes, i + 1) ^ LETTERS_P);
      if (EightBytes.zeros(other) != 0) {
        for (int at = i + 5; at >= i - 2 && at > from; at--) {
          if (((EightBytes.at(bytes, at) ^ IP) & IP_MASK) == 0) {
            return at;
          }
        }
      }
    }
    return -1;
  }

  /**
   * Reads addresses of IPv4, protocol and ports; returns the index behind them, or -1: then what
   * was read is to be read again.
   */
  int tail(byte[] bytes, int from, int to) {
    long protocol = EightBytes.at(bytes, from + 16);
    if (EightBytes.at(bytes, from) != IP
        || EightBytes.at(bytes, from + 8) != PROTO
        || (protocol != TCP && protocol != UDP)
        || EightBytes.at(bytes, from + 23) != SADDR) {
      return -1;
    }
    int saddr = event.record.saddr.v4(bytes, from + 31, to);
    if (saddr < 0 || !isAt(bytes, saddr, BEHIND_SADDR, SPORT)) {
      return -1;
    }
    int sport = port(bytes, saddr + BETWEEN);
    if (sport < 0 || !isAt(bytes, whole.end, BEHIND_SPORT, DADDR)) {
      return -1;
    }
    int daddr = event.record.daddr.v4(bytes, whole.end + BETWEEN, to);
    if (daddr < 0 || !isAt(bytes, daddr, BEHIND_DADDR, DPORT)) {
      return -1;
    }
    int dport = port(bytes, daddr + BETWEEN);
    if (dport < 1) {
      return -1;
    }
    event.protocol(protocol == TCP ? Protocol.TCP : Protocol.UDP);
    event.sport(sport);
    event.dport(dport);
    return whole.end;
  }

  /** Whether the most frequent outcome, which then is the event's, stands here. */
  boolean established(byte[] bytes, int from) {
    boolean stands =
        EightBytes.at(bytes, from) == OUTCOME
            && EightBytes.at(bytes, from + 8) == BEHIND_OUTCOME
            && (EightBytes.at(bytes, from + 16) & LISHED_MASK) == LISHED;
    if (stands) {
      event.record.outcome = Outcome.ESTABLISHED;
    }
    return stands;
  }

  /** Whether what begins and ends so stands here. */
  private static boolean isAt(byte[] bytes, int at, long first, long last) {
    return EightBytes.at(bytes, at) == first && EightBytes.at(bytes, at + BETWEEN - 8) == last;
  }

  /** The port that begins here, or -1. */
  private int port(byte[] bytes, int from) {
    long port = whole.read(bytes, from);
    return whole.end >= 0 && port <= 0xffff ? (int) port : -1;
  }
}
