// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import org.jspecify.annotations.Nullable;

/**
 * The table of {@code tcptracer} (bcc: tools/tcptracer.py, libbpf-tools/tcptracer.c):
 *
 * <pre>{@code
 * [TIME(s)] [UID] T PID COMM IP SADDR DADDR SPORT DPORT [NETNS]
 * }</pre>
 *
 * <p>Before these may stand the {@linkplain BccRecords#POD_COLUMNS columns of a pod}.
 *
 * <p>T is C for a connect, A for an accept, X for a close; with {@code -v} it is the whole word.
 * SADDR and SPORT are the local end: of an accept, the server's. Only what was established is
 * printed.
 */
final class BccTracerRecords extends BccRecords {

  private String type = "";

  BccTracerRecords(ReadLimits limits) {
    super(TraceFormat.BCC_TCPTRACER);
  }

  static boolean recognises(HeadLine head) {
    return recognises(head, BccTracerRecords::new);
  }

  @Override
  boolean heading(Columns row) {
    return hasAll(row, "PID", "COMM", "IP", "SADDR", "DADDR", "SPORT", "DPORT")
        && (hasAll(row, "T") || hasAll(row, "TYPE"));
  }

  @Override
  boolean row(Columns row) {
    return row(row, 0) || (row(row, POD_COLUMNS) && pod(row));
  }

  private boolean row(Columns row, int from) {
    int at = from;
    while (at < from + 3 && type(row.at(at)).isEmpty()) {
      at++;
    }
    type = type(row.at(at));
    for (int behind = 5; behind <= 6 && !type.isEmpty(); behind++) {
      int ip = row.size() - behind;
      if (ip > at + 2 && family(row.at(ip)) && ends(row, ip + 1) && process(row, at + 1, ip)) {
        event.outcome = Outcome.ESTABLISHED;
        return true;
      }
    }
    return false;
  }

  private static String type(String word) {
    return switch (word) {
      case "C", "connect" -> "C";
      case "A", "accept" -> "A";
      case "X", "close" -> "X";
      default -> "";
    };
  }

  private boolean ends(Columns row, int from) {
    int sport = TextFields.port(row.at(from + 2));
    int dport = TextFields.port(row.at(from + 3));
    Side side = type.equals("A") ? Side.ACCEPT : Side.CONNECT;
    return fields.ends(side, row.at(from), sport, row.at(from + 1), dport);
  }

  @Override
  @Nullable SkipReason kind() {
    return type.equals("X") ? SkipReason.NOT_A_CONNECTION : null;
  }
}
