// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.bench;

import dev.netpol.Advisor;
import dev.netpol.Observed;
import dev.netpol.advise.Advice;
import dev.netpol.advise.AdviceOptions;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.flow.AddressCuts;
import dev.netpol.flow.FlowTable;
import dev.netpol.policy.PolicyYaml;
import dev.netpol.trace.EventSink;
import dev.netpol.trace.EventView;
import dev.netpol.trace.TraceReader;
import dev.netpol.trace.TraceSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Reads a trace several times in one process and prints the speed of each pass: {@code ReadTrace
 * scan|fold|report FILE [PASSES] [THREADS]}; then the most memory that the process had.
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
      String result =
          switch (args[0]) {
            case "scan" -> scan(file, threads);
            case "fold" -> fold(file, threads);
            case "report" -> report(file, threads);
            default -> throw new IllegalArgumentException("scan, fold or report: " + args[0]);
          };
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
    try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
      status.filter(line -> line.startsWith("VmHWM")).forEach(System.out::println);
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

  /** All that the command does, but for reading options and writing files. */
  private static String report(Path file, int threads) {
    try (TraceReader reader = TraceReader.of(TraceSource.of(file)).threads(threads)) {
      Observed observed = Advisor.of(ClusterSnapshot.empty()).observe(reader);
      Advice advice = observed.advise(AdviceOptions.DEFAULTS);
      String yaml = PolicyYaml.write(advice.policies());
      return observed.accounting().skipped().size()
          + " reasons to skip, "
          + advice.policies().size()
          + " policies, "
          + yaml.length()
          + " characters";
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
