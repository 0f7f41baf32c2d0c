// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * Two joined pods on the kernel that runs this. Needs root and the native part: elsewhere it is
 * reported as not run, in CI as failed.
 */
@Timeout(120)
abstract class KernelCase {
  Path cgroups = Path.of("/");
  TestPod client;
  TestPod server;

  @BeforeEach
  void may_run_here() throws Exception {
    Optional<String> missing = Machine.HERE.missing().or(Bridge::unavailabilityCause);
    if (System.getenv("CI") != null) {
      assertThat(missing).as("CI can capture").isEmpty();
    }
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    cgroups = Machine.HERE.cgroups().orElseThrow();
    client = new TestPod(cgroups);
    server = new TestPod(cgroups);
    TestPod.join(client, server);
    client.address("10.99.0.1/24", "fd99::1/64");
    server.address("10.99.0.2/24", "fd99::2/64");
  }

  @AfterEach
  void remove_pods() throws Exception {
    for (TestPod pod : new TestPod[] {client, server}) {
      if (pod != null) {
        pod.close();
      }
    }
  }

  KernelOptions.Builder options() {
    return KernelOptions.in(cgroups);
  }

  /** What the pod's sockets and processes were reported with, until now. */
  static List<Event> events(KernelEvents from, TestPod of) throws Exception {
    return all(from).stream().filter(event -> event.cgroup() == id(of)).toList();
  }

  /** What was reported until now. */
  static List<Event> all(KernelEvents from) throws Exception {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20).order(ByteOrder.nativeOrder());
    List<Event> events = new ArrayList<>();
    do {
      from.drain(buffer, 0);
      while (buffer.hasRemaining()) {
        events.add(EventDecoder.next(buffer));
      }
    } while (buffer.limit() > 0);
    do {
      from.folded(buffer);
      while (buffer.hasRemaining()) {
        events.add(EventDecoder.next(buffer));
      }
    } while (buffer.limit() > 0);
    return events;
  }

  static long id(TestPod pod) {
    try {
      return pod.cgroupId();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The pod's connections, such as {@code connect UDP 10.0.0.1 -> 10.0.0.2:53 attempted}. */
  static List<String> lines(List<Event> events, TestPod of) {
    List<String> lines = new ArrayList<>();
    for (Event event : events) {
      if (event instanceof Event.Connection c && c.cgroup() == id(of)) {
        lines.add(
            (c.side() + " " + c.protocol() + " ").toLowerCase(java.util.Locale.ROOT)
                + c.source()
                + " -> "
                + c.destination()
                + ":"
                + c.dport()
                + " "
                + c.outcome().id()
                + (c.count() > 1 ? " x" + c.count() : "")
                + (c.uncertain() ? " uncertain" : "")
                + (c.existing() ? " existing" : ""));
      }
    }
    return lines;
  }
}
