// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import org.jspecify.annotations.Nullable;

/**
 * The table of {@code tcpstates} (bcc: tools/tcpstates.py, libbpf-tools/tcpstates.c), with blanks
 * or, with {@code -s}, commas between its columns:
 *
 * <pre>{@code
 * [TIME] [TIME(s)] SKADDR PID COMM [IP] LADDR LPORT RADDR RPORT OLDSTATE -> NEWSTATE MS
 * }</pre>
 *
 * <p>A connection has a row for each change of its state. What tells of one, once: {@code SYN_SENT
 * -> ESTABLISHED} on the side that connects, {@code SYN_SENT -> CLOSE} where that failed, {@code
 * SYN_RECV -> ESTABLISHED} on the side that accepts. The process is often the one that happened to
 * run when the answer came: it is not kept.
 */
final class BccStatesRecords extends BccRecords {

  private String change = "";

  BccStatesRecords(ReadLimits limits) {
    super(TraceFormat.BCC_TCPSTATES);
  }

  static boolean recognises(HeadLine head) {
    return recognises(head, BccStatesRecords::new);
  }

  @Override
  boolean heading(Columns row) {
    return hasAll(row, "SKADDR", "LADDR", "LPORT", "RADDR", "RPORT", "OLDSTATE", "NEWSTATE");
  }

  @Override
  boolean row(Columns row) {
    boolean arrow = row.at(row.size() - 3).equals("->");
    int states = row.size() - (arrow ? 4 : 3);
    int first = states - 4;
    int skaddr = afterTimes(row, 0);
    String from = row.at(states);
    String to = row.at(row.size() - 2);
    if (first < skaddr + 3 || !state(from) || !state(to) || !address(row.at(skaddr))) {
      return false;
    }
    change = from + " -> " + to;
    Side side = change.equals("SYN_RECV -> ESTABLISHED") ? Side.ACCEPT : Side.CONNECT;
    event.outcome = to.equals("CLOSE") ? Outcome.ERROR : Outcome.ESTABLISHED;
    int lport = TextFields.port(row.at(first + 1));
    int rport = TextFields.port(row.at(first + 3));
    boolean ends = fields.ends(side, row.at(first), lport, row.at(first + 2), rport);
    // A socket that only listens has no other end.
    return ends || (lport >= 0 && rport >= 0 && kind() != null);
  }

  private static boolean state(String word) {
    return switch (word) {
      case "ESTABLISHED",
          "SYN_SENT",
          "SYN_RECV",
          "FIN_WAIT1",
          "FIN_WAIT2",
          "TIME_WAIT",
          "CLOSE",
          "CLOSE_WAIT",
          "LAST_ACK",
          "LISTEN",
          "CLOSING",
          "NEW_SYN_RECV",
          "UNKNOWN" ->
          true;
      default -> false;
    };
  }

  /** Whether it may be the address of a socket. */
  private static boolean address(String word) {
    return !word.isEmpty() && word.chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }

  @Override
  @Nullable SkipReason kind() {
    return switch (change) {
      case "SYN_SENT -> ESTABLISHED", "SYN_SENT -> CLOSE", "SYN_RECV -> ESTABLISHED" -> null;
      default -> SkipReason.NOT_A_CONNECTION;
    };
  }
}
