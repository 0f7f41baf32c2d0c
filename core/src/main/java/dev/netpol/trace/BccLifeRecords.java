// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

/**
 * The table of {@code tcplife} (bcc: tools/tcplife.py, libbpf-tools/tcplife.c), with blanks or,
 * with {@code -s}, commas between its columns:
 *
 * <pre>{@code
 * [TIME] [TIME(s)] PID COMM [IP] LADDR LPORT RADDR RPORT TX_KB RX_KB MS
 * }</pre>
 *
 * <p>A row is printed when a connection has ended, on either side, also when it never came about.
 * Which side began is not told: see {@link TextFields#sideByPorts}.
 */
final class BccLifeRecords extends BccRecords {

  BccLifeRecords(ReadLimits limits) {
    super(TraceFormat.BCC_TCPLIFE);
  }

  static boolean recognises(HeadLine head) {
    return recognises(head, BccLifeRecords::new);
  }

  @Override
  boolean heading(Columns row) {
    return hasAll(row, "PID", "COMM", "LADDR", "LPORT", "RADDR", "RPORT", "TX_KB", "RX_KB", "MS");
  }

  @Override
  boolean row(Columns row) {
    int first = row.size() - 7;
    int lport = TextFields.port(row.at(first + 1));
    int rport = TextFields.port(row.at(first + 3));
    if (first < 2 || lport < 0 || rport < 0 || !decimal(row.at(row.size() - 1))) {
      return false;
    }
    event.outcome = Outcome.ATTEMPTED;
    Side side = fields.sideByPorts(lport, rport);
    int from = afterTimes(row, 0);
    int to = family(row.at(first - 1)) && first > from + 2 ? first - 1 : first;
    return fields.ends(side, row.at(first), lport, row.at(first + 2), rport)
        && process(row, from, to);
  }

  private static boolean decimal(String word) {
    return word.indexOf('.') > 0 && word.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
  }
}
