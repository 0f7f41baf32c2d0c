// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.model.Protocol;
import dev.netpol.terminal.ConnectTable;
import dev.netpol.trace.ConnectionEvent;
import dev.netpol.trace.Side;
import java.io.IOException;
import java.io.OutputStream;

/** Connects over TCP as rows of the classic table, as they happen. */
final class LiveTable implements Recorder {
  private final ConnectTable table;

  /**
   * A table with the names of its columns.
   *
   * @param wide with time, namespace, pod, source port and outcome as well
   */
  LiveTable(OutputStream out, boolean wide) {
    this.table = new ConnectTable(out, wide);
    table.header();
  }

  @Override
  public void connection(ConnectionEvent event) throws IOException {
    if (event.side() == Side.CONNECT && event.protocol() == Protocol.TCP) {
      table.add(ConnectTable.Row.of(event));
    }
  }

  /** Counted at the end. */
  @Override
  public void lost(long time, String layer, long more) {}

  @Override
  public void flush() throws IOException {
    table.flush();
  }
}
