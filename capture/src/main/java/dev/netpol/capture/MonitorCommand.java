// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.cluster.SnapshotReader;
import dev.netpol.terminal.Arguments;
import dev.netpol.terminal.Command;
import dev.netpol.terminal.Option;
import dev.netpol.terminal.Shell;
import dev.netpol.terminal.StandardOutput;
import dev.netpol.terminal.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** {@code monitor}: records connections as a trace. */
final class MonitorCommand implements Command {
  private static final Option OUTPUT =
      Option.one(
          "--output",
          "FILE",
          "Append to this file, which only its owner can read; else or with - write to stdout.");
  private static final Option MAX_SIZE =
      Option.one("--max-size", "SIZE", "Begin a new file after so much, for example 10MB.");
  private static final Option MAX_FILES =
      Option.one(
          "--max-files", "N", "Keep so many files; the connections of deleted ones count as lost.");
  private static final Option EXISTING =
      Option.flag("--existing", "TCP connections that are open already at the start, too.");
  private static final Option STRICT = Option.flag("--strict", "Exit 1 when anything was lost.");

  private static final int FILES = 5;

  private final Ending ending;

  MonitorCommand(Ending ending) {
    this.ending = ending;
  }

  @Override
  public String name() {
    return "monitor";
  }

  @Override
  public String job() {
    return "Record connections as a trace, until SIGINT, SIGTERM or --duration ends it.";
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
        new Section(
            "Output",
            List.of(
                WatchOptions.MODE, EXISTING, OUTPUT, MAX_SIZE, MAX_FILES, Ending.DURATION, STRICT)),
        WatchOptions.section());
  }

  @Override
  public List<String> exitCodes() {
    return List.of(
        "0  the trace is written",
        "1  with --strict: something was lost",
        "2  wrong usage, or this machine cannot be watched");
  }

  @Override
  public int run(Arguments arguments, Shell shell) throws IOException {
    Filters filters = FilterOptions.of(arguments);
    WatchOptions options = WatchOptions.of(arguments);
    Optional<Duration> duration = Ending.duration(arguments);
    SnapshotReader snapshots = WatchOptions.snapshots(arguments, shell);
    try (LineOutput out = output(arguments, shell);
        Watch watch = Watch.open(options, filters, snapshots.snapshot(), shell)) {
      TraceLog log = new TraceLog(out, watch.header(), snapshots.objects());
      Capture capture = watch.capture(log, arguments.has(EXISTING));
      BooleanSupplier stop = ending.stop(duration);
      log.begin();
      watch.run(capture, stop, log, shell);
      log.end(Watch.now(), capture.received(), capture.lost());
      boolean lost = CaptureSummary.print(capture, log, shell.err());
      return lost && arguments.has(STRICT) ? 1 : 0;
    }
  }

  private static LineOutput output(Arguments arguments, Shell shell) throws IOException {
    Optional<Long> full = Amounts.size(arguments, MAX_SIZE);
    Optional<Integer> files = Amounts.number(arguments, MAX_FILES, 10_000);
    Optional<String> name = arguments.value(OUTPUT).filter(file -> !file.equals("-"));
    if (name.isEmpty()) {
      if (full.isPresent() || files.isPresent()) {
        throw new UsageException("usage", "new files need a name: " + OUTPUT.synopsis());
      }
      return LineOutput.of(new StandardOutput(shell.out()));
    }
    if (files.isPresent() && full.isEmpty()) {
      throw new UsageException("usage", "when is a file full? " + MAX_SIZE.synopsis());
    }
    Path path = WatchOptions.path(OUTPUT, name.get());
    if (full.isPresent() && LogFile.streams(path)) {
      throw new UsageException(
          "usage", MAX_SIZE.name() + " is for files, and " + path + " is none: leave it out");
    }
    return new LogFile(path, full.orElse(Long.MAX_VALUE), files.orElse(FILES));
  }
}
