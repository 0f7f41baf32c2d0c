// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Protocol;
import dev.netpol.trace.EventSink;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Field;
import dev.netpol.trace.LostRecord;
import dev.netpol.trace.Side;
import dev.netpol.trace.SkippedRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The table of BCC's tcpconnect, in the order of the trace: process names are cut at 12 characters,
 * columns grow with what is longer, and nothing follows the last one. What a trace does not tell is
 * a dash.
 *
 * @see <a href="https://github.com/iovisor/bcc/blob/master/tools/tcpconnect_example.txt">Examples
 *     of tcpconnect</a>
 */
final class ConnectTable implements EventSink {
  private static final int BUFFER = 1 << 16;
  private static final int COMM = 12;

  private final OutputStream out;
  private final ConnectFilter filter;
  private final boolean wide;
  private final StringBuilder rows = new StringBuilder(BUFFER + 512);
  private long accepts;
  private long otherProtocols;
  private long existing;
  private long filtered;
  private long skipped;
  private long lost;

  ConnectTable(OutputStream out, ConnectFilter filter, boolean wide) {
    this.out = out;
    this.filter = filter;
    this.wide = wide;
  }

  void header() {
    row(
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

  @Override
  public void event(EventView event) {
    if (event.side() == Side.ACCEPT) {
      accepts++;
    } else if (event.protocol() != Protocol.TCP) {
      otherProtocols++;
    } else if (event.existing()) {
      existing++;
    } else if (!filter.shows(event)) {
      filtered++;
    } else {
      add(event);
    }
  }

  @Override
  public void skipped(SkippedRecord record) {
    skipped++;
  }

  @Override
  public void lost(LostRecord record) {
    lost += record.count();
  }

  /** What of the trace is not in the table; empty when all of it is. */
  String left() {
    List<String> parts = new ArrayList<>();
    leave(parts, accepts, "accept", "accepts");
    leave(parts, otherProtocols, "connect that is not TCP", "connects that are not TCP");
    leave(
        parts, existing, "connection older than the capture", "connections older than the capture");
    leave(parts, filtered, "connect left out by a filter", "connects left out by filters");
    leave(parts, skipped, "record that is no connection", "records that are no connections");
    leave(parts, lost, "event lost by the capture", "events lost by the capture");
    return parts.isEmpty() ? "" : "not shown: " + String.join(", ", parts);
  }

  private static void leave(List<String> parts, long count, String one, String many) {
    if (count > 0) {
      parts.add(Words.count(count, one, many));
    }
  }

  void flush() {
    try {
      out.write(rows.toString().getBytes(StandardCharsets.UTF_8));
      out.flush();
      rows.setLength(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(EventView event) {
    Optional<IpAddress> from = event.saddr();
    Optional<IpAddress> to = event.daddr();
    String comm = event.text(Field.COMM);
    Optional<IpAddress> known = to.isPresent() ? to : from;
    row(
        wide ? Times.micros(event.time()) : "",
        wide ? Quoted.plain(event.text(Field.NAMESPACE)) : "",
        wide ? Quoted.plain(event.text(Field.POD)) : "",
        event.pid() == 0 ? "" : Integer.toString(event.pid()),
        Quoted.plain(first(comm)),
        known.map(address -> address.isV4() ? "4" : "6").orElse(""),
        from.map(IpAddress::toString).orElse(""),
        event.sport() == 0 ? "" : Integer.toString(event.sport()),
        to.map(IpAddress::toString).orElse(""),
        Integer.toString(event.dport()),
        wide ? event.outcome().name().toLowerCase(Locale.ROOT) : "");
    if (rows.length() >= BUFFER) {
      flush();
    }
  }

  private void row(
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
