// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.terminal.Arguments;
import dev.netpol.terminal.Command;
import dev.netpol.terminal.Option;
import dev.netpol.terminal.Shell;
import dev.netpol.terminal.StandardOutput;
import dev.netpol.terminal.UsageException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** {@code tcpconnect}: connections as they happen, to look at. */
final class TcpconnectCommand implements Command {
  private static final Option OUTPUT =
      Option.choice(
          "--output",
          "The classic table of TCP connects, or a line for each connect and accept.",
          "table",
          "compact");
  private static final Option WIDE =
      Option.flag(
          "--wide", "Show time, namespace, pod, source port and outcome in the table, too.");
  private static final Option EXEC_EVENTS =
      Option.flag(
          "--exec-events",
          "Show programs that start and end, with their exit status; compact only.");

  private final Ending ending;

  TcpconnectCommand(Ending ending) {
    this.ending = ending;
  }

  @Override
  public String name() {
    return "tcpconnect";
  }

  @Override
  public String job() {
    return "Show connections as they happen, as the classic table PID COMM IP SADDR DADDR DPORT.";
  }

  @Override
  public String synopsis() {
    return "[OPTION...]";
  }

  @Override
  public List<Section> sections() {
    return List.of(
        FilterOptions.pods(),
        FilterOptions.connections(),
        new Section("Output", List.of(OUTPUT, WIDE, EXEC_EVENTS, Ending.DURATION)),
        WatchOptions.section());
  }

  @Override
  public List<String> exitCodes() {
    return List.of("0  told to stop", "2  wrong usage, or this machine cannot be watched");
  }

  @Override
  public int run(Arguments arguments, Shell shell) throws IOException {
    Filters filters = FilterOptions.of(arguments);
    WatchOptions options = WatchOptions.of(arguments);
    boolean compact = arguments.value(OUTPUT).orElseThrow().equals("compact");
    if (!compact && arguments.has(EXEC_EVENTS)) {
      throw new UsageException("usage", "the table has connects only: add --output compact");
    }
    if (compact && arguments.has(WIDE)) {
      throw new UsageException("usage", "--wide is for the table: leave --output compact out");
    }
    ClusterSnapshot snapshot = WatchOptions.snapshots(arguments, shell).snapshot();
    try (Watch watch = Watch.open(options, filters, snapshot, shell)) {
      OutputStream out = new StandardOutput(shell.out());
      Recorder recorder =
          compact
              ? new CompactLines(out, watch.node(), arguments.has(EXEC_EVENTS))
              : new LiveTable(out, arguments.has(WIDE));
      Capture capture = watch.capture(recorder, false);
      watch.run(capture, ending.stop(Ending.duration(arguments)), recorder, shell);
      String lost = CaptureSummary.lost(capture.lost());
      if (!lost.isEmpty()) {
        shell.err().println("not shown: " + lost);
      }
      return 0;
    }
  }
}
