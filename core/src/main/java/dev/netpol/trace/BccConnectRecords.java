// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

/**
 * The table of {@code tcpconnect} (bcc: tools/tcpconnect.py, libbpf-tools/tcpconnect.c):
 *
 * <pre>{@code
 * [TIME(s)] [UID] PID COMM IP SADDR [LPORT] DADDR DPORT [QUERY]     bcc, with -t -U -L -d
 * [TIME(s)] [UID] PID COMM IP SADDR DADDR [SPORT] DPORT             libbpf-tools, with -t -U -s
 * LADDR RADDR [LPORT] RPORT CONNECTS                                both, with -c
 * }</pre>
 *
 * <p>Before these may stand the {@linkplain BccRecords#POD_COLUMNS columns of a pod}.
 *
 * <p>The local end is the initiator. What was seen is an attempt: the tool does not wait for its
 * end. QUERY is a name that the process asked for, {@code No DNS Query}, or such a name with the
 * time since.
 */
final class BccConnectRecords extends BccRecords {

  BccConnectRecords(ReadLimits limits) {
    super(TraceFormat.BCC_TCPCONNECT);
  }

  static boolean recognises(HeadLine head) {
    return recognises(head, BccConnectRecords::new);
  }

  @Override
  boolean heading(Columns row) {
    return (hasAll(row, "PID", "COMM", "IP", "SADDR", "DADDR", "DPORT") && !hasAll(row, "T"))
        || hasAll(row, "LADDR", "RADDR", "RPORT", "CONNECTS");
  }

  @Override
  boolean row(Columns row) {
    event.side = Side.CONNECT;
    // From the right: a process may be named like a row, but no name is as long as one.
    for (int i = row.size() - 4; i > 0; i--) {
      if (family(row.at(i)) && addresses(row, i + 1) && lead(row, i)) {
        return true;
      }
    }
    return counted(row);
  }

  private boolean addresses(Columns row, int from) {
    for (int behind = 4; behind >= 3; behind--) {
      int end = from + behind;
      boolean plain = behind == 3;
      int other = TextFields.port(row.at(from + 1));
      boolean local = !plain && other >= 0;
      int sport = plain ? 0 : local ? other : TextFields.port(row.at(from + 2));
      int dport = TextFields.port(row.at(end - 1));
      String daddr = row.at(local ? from + 2 : from + 1);
      if (end <= row.size()
          && fields.ends(row.at(from), sport, daddr, dport)
          && query(row.between(end, row.size()))) {
        return true;
      }
    }
    return false;
  }

  /** Takes what -d prints, if the text is that or nothing: the name is the peer's. */
  private boolean query(String text) {
    int paren = text.indexOf(" (");
    String name = paren > 0 && text.endsWith("ms)") ? text.substring(0, paren) : text;
    boolean none = name.equals("No DNS Query");
    if (name.indexOf(' ') >= 0 && !none) {
      return false;
    }
    event.peerKind = Identity.Kind.NONE;
    fields.peer(Identity.Kind.OTHER, "", none ? "" : name);
    return true;
  }

  private boolean lead(Columns row, int to) {
    return lead(row, 0, to) || (lead(row, POD_COLUMNS, to) && pod(row));
  }

  private boolean lead(Columns row, int start, int to) {
    int from = afterTimes(row, start);
    // From 100,000 seconds on the time runs into the PID.
    String time = row.at(from - 1);
    boolean joined = time.indexOf('.') > 0 && time.length() - time.indexOf('.') > 4;
    return process(row, from, to) || (joined && comm(row.between(from, to)));
  }

  private boolean counted(Columns row) {
    boolean local = row.size() == 5;
    if (row.size() != 4 && !local) {
      return false;
    }
    int sport = local ? TextFields.port(row.at(2)) : 0;
    int count = TextFields.number(row.at(row.size() - 1), 9);
    int dport = TextFields.port(row.at(row.size() - 2));
    boolean read = count > 0 && fields.ends(row.at(0), sport, row.at(1), dport);
    event.count = read ? count : 1;
    return read;
  }
}
