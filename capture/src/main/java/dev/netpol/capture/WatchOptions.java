// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.cluster.SnapshotOptions;
import dev.netpol.cluster.SnapshotReader;
import dev.netpol.terminal.Arguments;
import dev.netpol.terminal.Command.Section;
import dev.netpol.terminal.Option;
import dev.netpol.terminal.Shell;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * How the machine is watched.
 *
 * @param hostRoot where the machine's own file system is
 * @param node name of the machine in the trace; empty for its host name
 * @param aggregate whether the kernel counts repeats instead of reporting each
 * @param verbose whether the kernel's own words are shown
 */
record WatchOptions(Path hostRoot, String node, boolean aggregate, boolean verbose) {
  static final Option HOST_ROOT =
      Option.one(
          "--host-root",
          "DIR",
          "Where the machine's own root is mounted, for running in a container; else /.");
  private static final Option NODE =
      Option.one("--node", "NAME", "Name of this node in the cluster; else the host name.");
  static final Option VERBOSE =
      Option.flag("--verbose", "Show what the kernel says about what it refuses.");

  static final Option MODE =
      Option.choice(
          "--mode",
          "Record each connection, or let the kernel count those that differ in nothing but their"
              + " source port.",
          "events",
          "aggregate");

  static Section section() {
    return new Section("Machine", List.of(NODE, HOST_ROOT, VERBOSE));
  }

  static WatchOptions of(Arguments arguments) {
    return new WatchOptions(
        path(HOST_ROOT, arguments.value(HOST_ROOT).orElse("/")),
        arguments.value(NODE).orElse(""),
        arguments.value(MODE).orElseThrow().equals("aggregate"),
        arguments.has(VERBOSE));
  }

  /** The snapshots, read; they keep their objects for the trace. */
  static SnapshotReader snapshots(Arguments arguments, Shell shell) {
    SnapshotReader reader = SnapshotReader.keeping(SnapshotOptions.DEFAULT);
    for (String name : arguments.values(FilterOptions.SNAPSHOT)) {
      if (name.equals("-")) {
        reader.add(shell.in(), "<stdin>");
      } else {
        reader.add(path(FilterOptions.SNAPSHOT, name));
      }
    }
    return reader;
  }

  static Path path(Option option, String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw Amounts.wrong(option, name, "name a file");
    }
  }
}
