// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance.lab;

import dev.netpol.acceptance.lab.Snapshot.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link Monitor} on each node of a lab. */
final class Monitors implements AutoCloseable {
  private final List<Monitor> monitors = new ArrayList<>();

  private Monitors() {}

  /** Starts them all, and waits until they see what happens. */
  static Monitors start(Lab lab, Path folder, String... options)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Monitors all = new Monitors();
    try {
      for (Node node : lab.cluster().nodes()) {
        all.monitors.add(Monitor.start(lab, node, folder, List.of(options)));
      }
      for (Monitor monitor : all.monitors) {
        monitor.await();
      }
      return all;
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      all.close();
      throw e;
    }
  }

  /** The traces, one a node. */
  List<Path> stop() throws IOException, InterruptedException {
    List<Path> traces = new ArrayList<>();
    for (Monitor monitor : monitors) {
      traces.add(monitor.stop());
    }
    return traces;
  }

  @Override
  public void close() {
    monitors.forEach(Monitor::close);
  }
}
