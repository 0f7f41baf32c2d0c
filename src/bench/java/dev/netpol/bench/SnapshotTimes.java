// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.bench;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.SnapshotReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads one snapshot several times in one process: the first time is what a command feels.
 *
 * <p>Arguments: file, times.
 */
public final class SnapshotTimes {
  private SnapshotTimes() {}

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    double megabytes = Files.size(file) / 1e6;
    for (int i = 0; i < Integer.parseInt(args[1]); i++) {
      long from = System.nanoTime();
      long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      ClusterSnapshot snapshot = SnapshotReader.read(List.of(file));
      double seconds = (System.nanoTime() - from) / 1e9;
      double busy = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
      System.gc();
      long held = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
      System.out.printf(
          java.util.Locale.ROOT,
          "snapshot: %.0f MB, %d pods, %d workloads: %.2f s (%.2f s of processor), %.0f MB/s, holds %.0f MB%n",
          megabytes,
          snapshot.pods().size(),
          snapshot.workloads().size(),
          seconds,
          busy,
          megabytes / seconds,
          held / 1e6);
    }
  }
}
