// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

import dev.netpol.model.IpAddress;
import dev.netpol.trace.ConnectionEvent;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Field;
import dev.netpol.trace.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The table of BCC's tcpconnect, row by row: process names are cut at 12 characters, columns grow
 * with what is longer, and nothing follows the last one. What is not known is a dash.
 *
 * @see <a href="https://github.com/iovisor/bcc/blob/master/tools/tcpconnect_example.txt">Examples
 *     of tcpconnect</a>
 */
public final class ConnectTable {
  private static final int BUFFER = 1 << 16;
  private static final int COMM = 12;

  private final OutputStream out;
  private final boolean wide;
  private final StringBuilder rows = new StringBuilder(BUFFER + 512);

  /**
   * A table that has nothing yet.
   *
   * @param wide with time, namespace, pod, source port and outcome as well
   */
  public ConnectTable(OutputStream out, boolean wide) {
    this.out = out;
    this.wide = wide;
  }

  /** Adds the names of the columns. */
  public void header() {
    cells(
        "TIME",
        "NAMESPACE",
        "POD",
        "PID",
        "COMM",
        "IP",
        "SADDR",
        "SPORT",
        "DADDR",
        "DPORT",
        "OUTCOME");
  }

  /** Adds a row, and writes when there are many. */
  public void add(Row row) throws IOException {
    Optional<IpAddress> known = row.destination().isPresent() ? row.destination() : row.source();
    cells(
        wide ? Times.micros(row.time()) : "",
        wide ? Quoted.plain(row.namespace()) : "",
        wide ? Quoted.plain(row.pod()) : "",
        row.pid() == 0 ? "" : Integer.toString(row.pid()),
        Quoted.plain(first(row.comm())),
        known.map(address -> address.isV4() ? "4" : "6").orElse(""),
        row.source().map(IpAddress::toString).orElse(""),
        row.sport() == 0 ? "" : Integer.toString(row.sport()),
        row.destination().map(IpAddress::toString).orElse(""),
        Integer.toString(row.dport()),
        wide ? row.outcome().name().toLowerCase(Locale.ROOT) : "");
    if (rows.length() >= BUFFER) {
      flush();
    }
  }

  /** Writes what there is. */
  public void flush() throws IOException {
    out.write(rows.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
    rows.setLength(0);
  }

  /** What the table shows of a connect. */
  public record Row(
      long time,
      String namespace,
      String pod,
      int pid,
      String comm,
      Optional<IpAddress> source,
      int sport,
      Optional<IpAddress> destination,
      int dport,
      Outcome outcome) {

    /** Of a trace's record, as it is read. */
    public static Row of(EventView event) {
      return new Row(
          event.time(),
          event.text(Field.NAMESPACE),
          event.text(Field.POD),
          event.pid(),
          event.text(Field.COMM),
          event.saddr(),
          event.sport(),
          event.daddr(),
          event.dport(),
          event.outcome());
    }

    /** Of a record that is to be written. */
    public static Row of(ConnectionEvent event) {
      return new Row(
          event.time(),
          event.observer().identity().namespace(),
          event.observer().identity().name(),
          event.pid(),
          event.comm(),
          event.saddr(),
          event.sport(),
          event.daddr(),
          event.dport(),
          event.outcome());
    }
  }

  private void cells(
      String time,
      String namespace,
      String pod,
      String pid,
      String comm,
      String ip,
      String saddr,
      String sport,
      String daddr,
      String dport,
      String outcome) {
    if (wide) {
      cell(time, 27);
      cell(namespace, 16);
      cell(pod, 32);
    }
    cell(pid, 6);
    cell(comm, COMM);
    cell(ip, 2);
    cell(saddr, 16);
    if (wide) {
      cell(sport, 6);
    }
    cell(daddr, 16);
    if (wide) {
      cell(dport, 6);
      rows.append(outcome);
    } else {
      rows.append(dport);
    }
    rows.append('\n');
  }

  private void cell(String text, int width) {
    String shown = text.isEmpty() ? "-" : text;
    rows.append(shown);
    for (int i = shown.length(); i < width; i++) {
      rows.append(' ');
    }
    rows.append(' ');
  }

  /** As the kernel would have cut it, on a whole character. */
  private static String first(String comm) {
    return comm.length() <= COMM
        ? comm
        : comm.substring(0, Character.isHighSurrogate(comm.charAt(COMM - 1)) ? COMM - 1 : COMM);
  }
}
