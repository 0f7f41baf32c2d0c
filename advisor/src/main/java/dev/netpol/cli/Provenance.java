// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.policy.Modes;
import dev.netpol.report.Made;
import dev.netpol.report.Made.Input;
import dev.netpol.terminal.Arguments;
import dev.netpol.terminal.Command.Section;
import dev.netpol.terminal.Option;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** How a report is made: what was read, and with which options. */
final class Provenance {
  /** What says where the report goes, or is said elsewhere in it. */
  private static final Set<Option> LEFT_OUT =
      Set.of(
          Inputs.INPUT,
          Inputs.SNAPSHOT,
          ReportOptions.FORMAT,
          ReportOptions.OUTPUT,
          ReportOptions.TIMESTAMP,
          ReportOptions.FAIL_ON,
          ReportOptions.STRICT);

  private final Arguments arguments;
  private final Inputs inputs;
  private final Checksum stdin;

  Provenance(Arguments arguments, Inputs inputs) {
    this.arguments = arguments;
    this.inputs = inputs;
    this.stdin = inputs.checksummed();
  }

  /**
   * After everything was read.
   *
   * @param traces the files of the trace
   */
  Made made(List<String> traces) throws IOException {
    List<Input> read = new ArrayList<>();
    for (String name : traces) {
      read.add(input("trace", name));
    }
    for (String name : inputs.snapshotFiles()) {
      read.add(input("snapshot", name));
    }
    TreeMap<String, List<String>> options = new TreeMap<>();
    for (Section section : ReportOptions.SECTIONS) {
      for (Option option : section.options()) {
        if (arguments.has(option) && !LEFT_OUT.contains(option)) {
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
        new TreeMap<>(EdgeJson.modes(Modes.DEFAULT)));
  }

  private Input input(String role, String name) throws IOException {
    if (name.equals(Inputs.STDIN_NAME)) {
      return new Input(role, name, stdin.bytes(), stdin.sha256());
    }
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
