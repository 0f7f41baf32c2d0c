// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import com.google.common.math.LongMath;
import dev.netpol.model.Protocol;
import dev.netpol.terminal.ConnectTable;
import dev.netpol.terminal.Words;
import dev.netpol.trace.EventSink;
import dev.netpol.trace.EventView;
import dev.netpol.trace.LostRecord;
import dev.netpol.trace.Side;
import dev.netpol.trace.SkippedRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Fills the table with a trace's TCP connects and counts what does not go into it. */
final class ShownConnects implements EventSink {
  private final ConnectTable table;
  private final ConnectFilter filter;
  private long accepts;
  private long otherProtocols;
  private long existing;
  private long again;
  private long filtered;
  private long skipped;
  private long lost;

  ShownConnects(ConnectTable table, ConnectFilter filter) {
    this.table = table;
    this.filter = filter;
  }

  @Override
  public void event(EventView event) {
    if (event.side() == Side.ACCEPT) {
      accepts++;
    } else if (event.protocol() != Protocol.TCP) {
      otherProtocols++;
    } else if (event.existing()) {
      existing++;
    } else if (event.count() == 0) {
      again++;
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
    lost = LongMath.saturatedAdd(lost, record.count());
  }

  /** What of the trace is not in the table; empty when all of it is. */
  String left() {
    List<String> parts = new ArrayList<>();
    leave(parts, accepts, "accept", "accepts");
    leave(parts, otherProtocols, "connect that is not TCP", "connects that are not TCP");
    leave(
        parts, existing, "connection older than the capture", "connections older than the capture");
    leave(
        parts,
        again,
        "record of a connection that another one counts",
        "records of connections that others count");
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

  private void add(EventView event) {
    try {
      table.add(ConnectTable.Row.of(event));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
