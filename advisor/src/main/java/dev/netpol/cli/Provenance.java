// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.policy.Modes;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.report.Made;
import dev.netpol.report.Made.Input;
import dev.netpol.terminal.Arguments;
import dev.netpol.terminal.Command.Section;
import dev.netpol.terminal.Option;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** How a report is made: what was read, and with which options. */
final class Provenance {
  /** What says where the report goes, or is said elsewhere in it. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          InputOptions.INPUT.name(),
          InputOptions.SNAPSHOT.name(),
          InputOptions.POLICIES.name(),
          ReportOptions.FORMAT.name(),
          ReportOptions.OUTPUT.name(),
          ReportOptions.TIMESTAMP.name(),
          ReportOptions.FAIL_ON.name(),
          ReportOptions.STRICT.name(),
          ModeOption.MODE.name());

  /** The role of the files that are begun with. */
  static final String TRACE = "trace";

  private final Arguments arguments;
  private final Inputs inputs;
  private final List<Section> sections;
  private final Checksum stdin;
  private final Map<String, FutureTask<Input>> begun = new HashMap<>();

  /**
   * Before anything is read.
   *
   * @param sections the options of the command
   */
  Provenance(Arguments arguments, Inputs inputs, List<Section> sections) {
    this.arguments = arguments;
    this.sections = sections;
    this.inputs = inputs;
    this.stdin = inputs.checksummed();
  }

  /**
   * Sums up the files of the trace while they are read: for a large one that takes as long. What
   * goes wrong is told by {@link #made}.
   */
  void begin(List<String> traces) {
    for (String name : traces) {
      if (!name.equals(Inputs.STDIN_NAME)) {
        begun.put(name, new FutureTask<>(() -> file(TRACE, name)));
      }
    }
    List<FutureTask<Input>> all = List.copyOf(begun.values());
    Thread thread = new Thread(() -> all.forEach(FutureTask::run), "checksums");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * After everything was read.
   *
   * @param files those that are no snapshot, by their role
   */
  Made made(Map<String, List<String>> files, Modes modes) throws IOException {
    List<Input> read = new ArrayList<>();
    for (Map.Entry<String, List<String>> some : files.entrySet()) {
      for (String name : some.getValue()) {
        read.add(input(some.getKey(), name));
      }
    }
    for (String name : inputs.snapshotFiles()) {
      read.add(input("snapshot", name));
    }
    TreeMap<String, List<String>> options = new TreeMap<>();
    for (Section section : sections) {
      for (Option option : section.options()) {
        if (arguments.has(option)
            && option.kind() != Option.Kind.WORDS
            && !LEFT_OUT.contains(option.name())) {
          options.put(option.name(), arguments.values(option));
        }
      }
    }
    return new Made(
        Main.ABOUT.version(),
        arguments.has(ReportOptions.TIMESTAMP)
            ? Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()
            : "",
        read,
        options,
        new TreeMap<>(EdgeJson.modes(modes)));
  }

  /** The files that policies were read from. */
  static List<String> files(List<NetworkPolicy> policies) {
    return policies.stream().map(it -> it.at().input()).distinct().sorted().toList();
  }

  private Input input(String role, String name) throws IOException {
    if (name.equals(Inputs.STDIN_NAME)) {
      return new Input(role, name, stdin.bytes(), stdin.sha256());
    }
    FutureTask<Input> task = begun.get(name);
    return task == null || !role.equals(TRACE) ? file(role, name) : done(task);
  }

  private static Input done(FutureTask<Input> task) throws IOException {
    task.run(); // unless it has begun
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException why) {
        throw why;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("while summing up a file");
    }
  }

  private static Input file(String role, String name) throws IOException {
    Path file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      return new Input(role, name, 0, "");
    }
    try (Checksum bytes = new Checksum(Files.newInputStream(file))) {
      bytes.transferTo(OutputStream.nullOutputStream());
      return new Input(role, name, bytes.bytes(), bytes.sha256());
    }
  }
}
