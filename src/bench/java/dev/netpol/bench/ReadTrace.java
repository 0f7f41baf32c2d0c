// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.bench;

import dev.netpol.flow.AddressCuts;
import dev.netpol.flow.FlowTable;
import dev.netpol.trace.EventSink;
import dev.netpol.trace.EventView;
import dev.netpol.trace.TraceReader;
import dev.netpol.trace.TraceSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Reads a trace several times in one process and prints the speed of each pass: {@code ReadTrace
 * scan|fold FILE [PASSES] [THREADS]}.
 */
public final class ReadTrace {

  private ReadTrace() {}

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[1]);
    int passes = args.length > 2 ? Integer.parseInt(args[2]) : 5;
    int threads =
        args.length > 3 ? Integer.parseInt(args[3]) : Runtime.getRuntime().availableProcessors();
    double megabytes = Files.size(file) / 1e6;
    for (int pass = 1; pass <= passes; pass++) {
      long start = System.nanoTime();
      long busy = cpu();
      String result = args[0].equals("scan") ? scan(file, threads) : fold(file, threads);
      double seconds = (System.nanoTime() - start) / 1e9;
      double busySeconds = (cpu() - busy) / 1e9;
      Runtime runtime = Runtime.getRuntime();
      System.out.printf(
          Locale.ROOT,
          "pass %d: %.2f s, %.0f MB/s; %.2f s of processor, %.0f MB/s each; heap %d MB; %s%n",
          pass,
          seconds,
          megabytes / seconds,
          busySeconds,
          megabytes / busySeconds,
          (runtime.totalMemory() - runtime.freeMemory()) >> 20,
          result);
    }
  }

  /** Nanoseconds that all threads have run: what a busy machine does not distort as much. */
  private static long cpu() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }

  private static String fold(Path file, int threads) {
    try (TraceReader reader = TraceReader.of(TraceSource.of(file)).threads(threads)) {
      FlowTable table = FlowTable.read(reader, AddressCuts.NONE);
      return table + ", " + table.tuples().size() + " tuples";
    }
  }

  private static final class Counting implements EventSink {
    private long events;

    @Override
    public void event(EventView event) {
      events++;
    }
  }

  private static String scan(Path file, int threads) {
    try (TraceReader reader = TraceReader.of(TraceSource.of(file)).threads(threads)) {
      return reader.read(Counting::new).stream().mapToLong(sink -> sink.events).sum() + " events";
    }
  }
}
