// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import static dev.netpol.cli.InputOptions.INPUT;
import static dev.netpol.cli.InputOptions.INPUT_FORMAT;
import static dev.netpol.cli.InputOptions.POD_CIDR;
import static dev.netpol.cli.InputOptions.POLICIES;
import static dev.netpol.cli.InputOptions.SERVICE_CIDR;
import static dev.netpol.cli.InputOptions.SNAPSHOT;
import static dev.netpol.cli.InputOptions.cidrs;
import static dev.netpol.cli.InputOptions.path;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.SnapshotOptions;
import dev.netpol.cluster.SnapshotReader;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.terminal.Arguments;
import dev.netpol.terminal.Option;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.Shell;
import dev.netpol.terminal.UnusableFiles;
import dev.netpol.terminal.UnusableInput;
import dev.netpol.terminal.UsageException;
import dev.netpol.terminal.Words;
import dev.netpol.trace.TraceFormat;
import dev.netpol.trace.TraceReader;
import dev.netpol.trace.TraceSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files that a command reads. {@code -} is standard input, which can be read once. */
final class Inputs {
  static final String STDIN = "-";
  static final String STDIN_NAME = "<stdin>";

  private final Arguments arguments;
  private final Shell shell;
  private final List<String> snapshotFiles = new ArrayList<>();
  private InputStream stdin;

  /**
   * The inputs of a command that needs a trace.
   *
   * @throws UsageException if none is named
   */
  static Inputs withTrace(Arguments arguments, Shell shell) {
    return new Inputs(arguments, shell).mustHave(INPUT, "the trace to read");
  }

  Inputs(Arguments arguments, Shell shell) {
    this.arguments = arguments;
    this.shell = shell;
    this.stdin = shell.in();
    long streams =
        Stream.of(INPUT, SNAPSHOT, POLICIES)
            .flatMap(option -> arguments.values(option).stream())
            .filter(STDIN::equals)
            .count();
    if (streams > 1) {
      throw new UsageException("usage", "stdin can be read once: - is given " + streams + " times");
    }
  }

  /**
   * Refuses to go on without an option.
   *
   * @param what the option names, for example {@code the cluster's snapshot}
   */
  Inputs mustHave(Option option, String what) {
    if (!arguments.has(option)) {
      throw new UsageException("usage", "name " + what + ": " + option.synopsis());
    }
    return this;
  }

  /**
   * The policies to judge by: those named, else the snapshot's own. What is wrong with them is
   * printed.
   *
   * @throws UnusableFiles if the API server would refuse one of them, or there is none, or one is
   *     for a namespace that the snapshot does not have
   */
  List<NetworkPolicy> policies(ClusterSnapshot snapshot) throws IOException {
    if (!arguments.has(POLICIES)) {
      return own(snapshot);
    }
    List<NetworkPolicy> policies = namedPolicies();
    KnownNamespaces.mustHold(policies, snapshot);
    return policies;
  }

  /**
   * The policies of a snapshot, to judge by.
   *
   * @throws UnusableFiles if one of them cannot be read
   */
  static List<NetworkPolicy> own(ClusterSnapshot snapshot) {
    if (!snapshot.policyErrors().isEmpty()) {
      throw new UnusableFiles(snapshot.policyErrors());
    }
    return snapshot.policies();
  }

  /**
   * The policies that are named, for a command that knows the cluster only later; none if none are.
   *
   * @throws UnusableFiles if the API server would refuse one of them, or there is none in them
   */
  List<NetworkPolicy> namedPolicies() throws IOException {
    return arguments.has(POLICIES)
        ? PolicyInput.read(arguments.values(POLICIES), POLICIES, shell)
        : List.of();
  }

  /** The traces, not read yet. */
  TraceReader traces() {
    List<TraceSource> sources = new ArrayList<>();
    for (String name : arguments.values(INPUT)) {
      sources.add(
          name.equals(STDIN)
              ? TraceSource.of(stdin, STDIN_NAME)
              : TraceSource.of(path(INPUT, name)));
    }
    TraceReader reader = TraceReader.of(sources);
    return arguments.has(INPUT_FORMAT) ? reader.format(format()) : reader;
  }

  /** Refuses to go on when there was nothing to read, as in an empty folder. */
  static void mustHaveRead(TraceReader reader, Arguments arguments) {
    if (reader.inputs().isEmpty()) {
      throw new UnusableInput(
          Words.some(arguments.values(INPUT), 3),
          "trace-input",
          "there is no file in it",
          "name a trace file, a folder of them, or - for stdin");
    }
  }

  /** What the snapshots say about the cluster; empty without any. */
  ClusterSnapshot snapshot() {
    SnapshotOptions options =
        SnapshotOptions.DEFAULT.withRanges(
            cidrs(arguments, POD_CIDR), cidrs(arguments, SERVICE_CIDR));
    if (!arguments.has(SNAPSHOT)) {
      return ClusterSnapshot.empty(options);
    }
    SnapshotReader reader = SnapshotReader.of(options);
    for (String name : arguments.values(SNAPSHOT)) {
      if (name.equals(STDIN)) {
        reader.add(stdin, STDIN_NAME);
      } else {
        reader.add(path(SNAPSHOT, name));
      }
    }
    snapshotFiles.addAll(reader.inputs());
    return reader.snapshot();
  }

  /** The files of the snapshot, folders expanded, once it was read. */
  List<String> snapshotFiles() {
    return List.copyOf(snapshotFiles);
  }

  /** From now on sums up what is read from standard input. */
  Checksum checksummed() {
    Checksum sum = new Checksum(stdin);
    stdin = sum;
    return sum;
  }

  /** Refuses to write where something is read: the trace would be gone. */
  void mustNotBe(Path output) throws IOException {
    for (Option option : List.of(INPUT, SNAPSHOT)) {
      for (String name : arguments.values(option)) {
        if (!name.equals(STDIN)
            && Files.isRegularFile(output)
            && Files.exists(path(option, name))
            && Files.isSameFile(output, path(option, name))) {
          throw new UsageException(
              "usage",
              "--output would overwrite " + Quoted.of(name) + ", which is " + option.name());
        }
      }
    }
  }

  private TraceFormat format() {
    return arguments.value(INPUT_FORMAT).flatMap(TraceFormat::of).orElseThrow();
  }
}
