// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.model.Protocol;

/**
 * The two parts of a line that the capture always writes in the same way, before and behind what
 * tells of the observer, read a word at a time. A line that differs in one byte is none of ours:
 * {@link NetworkTraceLine} reads it key by key.
 */
@SuppressWarnings("EnumOrdinal") // sets of keys as bits
final class UsualForm {

  /** Keys of the first part. */
  static final int HEAD = set(NetworkTraceKey.TYPE) | set(NetworkTraceKey.TIME);

  /** Keys of the second part. */
  static final int TAIL =
      set(NetworkTraceKey.IP)
          | set(NetworkTraceKey.PROTO)
          | set(NetworkTraceKey.SADDR)
          | set(NetworkTraceKey.SPORT)
          | set(NetworkTraceKey.DADDR)
          | set(NetworkTraceKey.DPORT);

  private static final long TYPE = Words.of("{\"type\":");
  private static final long CONNECT = Words.of("\"connect");
  private static final long BEHIND_CONNECT = Words.of("\",\"time\"");
  private static final long ACCEPT = Words.of("\"accept\"");
  private static final long TIME = Words.of("\"time\":\"");

  private static final long IP = Words.of(",\"ip\":4,");
  private static final long PROTO = Words.of("\"proto\":");
  private static final long TCP = Words.of("\"TCP\",\"s");
  private static final long UDP = Words.of("\"UDP\",\"s");
  private static final long SADDR = Words.of("saddr\":\"");
  private static final long BEHIND_SADDR = Words.of("\",\"sport");
  private static final long SPORT = Words.of("\"sport\":");
  private static final long BEHIND_SPORT = Words.of(",\"daddr\"");
  private static final long DADDR = Words.of("daddr\":\"");
  private static final long BEHIND_DADDR = Words.of("\",\"dport");
  private static final long DPORT = Words.of("\"dport\":");

  private final NetworkTraceEvent event;

  /** Index behind the number that was read last. */
  private int end;

  UsualForm(NetworkTraceEvent event) {
    this.event = event;
  }

  private static int set(NetworkTraceKey key) {
    return 1 << key.ordinal();
  }

  /** Reads type and time; returns the index behind them, or -1. */
  int head(byte[] bytes, int from) {
    long type = Words.at(bytes, from + 8);
    boolean connect = type == CONNECT && Words.at(bytes, from + 16) == BEHIND_CONNECT;
    int time = from + (connect ? 18 : 17);
    if (Words.at(bytes, from) != TYPE
        || !(connect || (type == ACCEPT && bytes[from + 16] == ','))
        || Words.at(bytes, time) != TIME) {
      return -1;
    }
    int quote = Words.stringEnd(bytes, time + 8);
    if (bytes[quote] != '"') {
      return -1;
    }
    event.side(connect ? Side.CONNECT : Side.ACCEPT);
    event.time(time + 8, quote - time - 8);
    return quote + 1;
  }

  /**
   * Reads addresses of IPv4, protocol and ports; returns the index behind them, or -1: then what
   * was read is to be read again.
   */
  int tail(byte[] bytes, int from, int to) {
    long protocol = Words.at(bytes, from + 16);
    if (Words.at(bytes, from) != IP
        || Words.at(bytes, from + 8) != PROTO
        || (protocol != TCP && protocol != UDP)
        || Words.at(bytes, from + 23) != SADDR) {
      return -1;
    }
    int saddr = event.record.saddr.v4(bytes, from + 31, to);
    if (saddr < 0
        || Words.at(bytes, saddr) != BEHIND_SADDR
        || Words.at(bytes, saddr + 2) != SPORT) {
      return -1;
    }
    int sport = port(bytes, saddr + 10);
    if (sport < 0 || Words.at(bytes, end) != BEHIND_SPORT || Words.at(bytes, end + 2) != DADDR) {
      return -1;
    }
    int daddr = event.record.daddr.v4(bytes, end + 10, to);
    if (daddr < 0
        || Words.at(bytes, daddr) != BEHIND_DADDR
        || Words.at(bytes, daddr + 2) != DPORT) {
      return -1;
    }
    int dport = port(bytes, daddr + 10);
    if (dport < 1) {
      return -1;
    }
    event.protocol(protocol == TCP ? Protocol.TCP : Protocol.UDP);
    event.sport(sport);
    event.dport(dport);
    return end;
  }

  /** The port that begins here, or -1; sets {@link #end}. */
  private int port(byte[] bytes, int from) {
    int port = 0;
    int i = from;
    int digit;
    while ((digit = bytes[i] - '0') >= 0 && digit <= 9 && i - from < 6) {
      port = port * 10 + digit;
      i++;
    }
    end = i;
    boolean plain = i > from && (bytes[from] != '0' || i - from == 1);
    return plain && port <= 0xffff ? port : -1;
  }
}
