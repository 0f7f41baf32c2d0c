// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.Shell;
import dev.netpol.terminal.UnusableInput;
import dev.netpol.trace.Place;
import dev.netpol.trace.TraceHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** This machine's kernel with our programs in it, and what is known of this machine's pods. */
final class Watch implements AutoCloseable {
  private static final Place HERE = new Place(0, 0, 0);

  private final Machine machine;
  private final Filters filters;
  private final EventSource source;
  private final CgroupTable cgroups;
  private final Pods pods;
  private final String node;
  private final long started;

  private Watch(
      Machine machine,
      Filters filters,
      EventSource source,
      CgroupTable cgroups,
      Pods pods,
      String node,
      long started) {
    this.machine = machine;
    this.filters = filters;
    this.source = source;
    this.cgroups = cgroups;
    this.pods = pods;
    this.node = node;
    this.started = started;
  }

  /**
   * Attaches to the kernel. Events wait from then on.
   *
   * @throws UnusableInput if the machine lacks what is needed
   */
  static Watch open(WatchOptions options, Filters filters, ClusterSnapshot snapshot, Shell shell)
      throws IOException {
    Machine machine = new Machine(options.hostRoot());
    Optional<String> missing = machine.missing().or(Bridge::unavailabilityCause);
    if (missing.isPresent()) {
      throw unusable(missing.get());
    }
    Path mount = machine.cgroups().orElseThrow();
    long started = now();
    EventSource source = attach(options, filters, mount, shell);
    for (Refusal refusal : source.refusals()) {
      shell.err().println("not attached: " + refusal.program() + ": " + refusal.reason());
      if (options.verbose()) {
        shell.err().println(refusal.detail());
      }
    }
    try {
      CgroupTable cgroups = new CgroupTable(mount);
      PodNames names = new PodNames(machine.podLogs());
      return new Watch(
          machine,
          filters,
          source,
          cgroups,
          new Pods(cgroups, names, snapshot),
          options.node().isEmpty() ? machine.nodeName() : options.node(),
          started);
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  private static EventSource attach(
      WatchOptions options, Filters filters, Path mount, Shell shell) {
    try {
      return KernelEvents.open(
          KernelOptions.in(mount)
              .protocols(filters.protocols())
              .cidrs(filters.cidrs())
              .excludeCidrs(filters.excludeCidrs())
              .aggregate(options.aggregate())
              .processes(true)
              .build());
    } catch (BridgeException e) {
      if (options.verbose()) {
        shell.err().println(e.detail());
      }
      throw unusable(String.valueOf(e.getMessage()));
    }
  }

  static UnusableInput unusable(String why) {
    return new UnusableInput(
        "this machine",
        "kernel",
        why,
        "capture doctor says what is there and what is missing; --verbose shows the kernel's words");
  }

  /**
   * A capture that hands its connections to {@code out}.
   *
   * @param existing whether those count that are open already
   */
  Capture capture(Recorder out, boolean existing) {
    Path proc = machine.root().resolve("proc");
    Executables executables = new Executables(proc);
    return new Capture(
        source,
        cgroups,
        pods,
        executables,
        new Attribution(node, executables, new NetworkAddresses(proc)),
        filters,
        existing ? Optional.of(proc) : Optional.empty(),
        out,
        Watch::now);
  }

  /** Runs it until it is to stop. */
  void run(Capture capture, BooleanSupplier stop, Recorder out, Shell shell) throws IOException {
    shell.err().println("watching     " + Quoted.plain(node) + " by " + source.hook());
    try {
      capture.run(stop);
      out.flush();
    } catch (BridgeException e) {
      throw unusable(String.valueOf(e.getMessage()));
    }
  }

  String node() {
    return node;
  }

  /** What a trace of it says first. */
  TraceHeader header() throws IOException {
    return new TraceHeader(
        1,
        node,
        started,
        source.covers(),
        filters.described(),
        source.hook(),
        machine.release(),
        HERE);
  }

  /** Nanoseconds since 1970. */
  static long now() {
    return ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
  }

  @Override
  public void close() {
    source.close();
  }
}
