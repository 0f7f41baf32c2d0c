// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.model.Diagnostic;
import dev.netpol.model.Position;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.PolicyYaml;
import dev.netpol.policy.ReadPolicies;
import dev.netpol.terminal.FindingLines;
import dev.netpol.terminal.Option;
import dev.netpol.terminal.Shell;
import dev.netpol.terminal.SummaryLines;
import dev.netpol.terminal.UnusableFiles;
import dev.netpol.terminal.UsageException;
import dev.netpol.terminal.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** NetworkPolicies that a command was given: files, folders, {@code -} for stdin. */
final class PolicyInput {
  private PolicyInput() {}

  /**
   * Reads all of them, and prints warnings.
   *
   * @param option that named them, for messages
   * @throws UnusableFiles if the API server would refuse one of them, or there is none
   */
  static List<NetworkPolicy> read(List<String> names, Option option, Shell shell)
      throws IOException {
    ReadPolicies read = readAll(names, option, shell);
    if (read.hasErrors()) {
      throw new UnusableFiles(read.diagnostics());
    }
    mustHaveSome(read, names);
    SummaryLines warnings = new SummaryLines();
    FindingLines.add(
        warnings,
        read.diagnostics().stream()
            .filter(it -> it.severity() == Diagnostic.Severity.WARNING)
            .toList());
    warnings.print(shell.err());
    return read.policies();
  }

  /**
   * Refuses to go on when there was nothing to read, as in an empty folder.
   *
   * @throws UnusableFiles if there is neither a policy nor what was meant as one
   */
  static void mustHaveSome(ReadPolicies read, List<String> names) {
    if (read.policies().isEmpty() && !read.hasErrors()) {
      throw new UnusableFiles(
          List.of(
              Diagnostic.error(
                  "no-policies",
                  Position.of(Words.some(names, 3)),
                  "there is no NetworkPolicy in it",
                  "name a manifest, or a folder with .yaml, .yml or .json files")));
    }
  }

  /** Reads all of them, whatever they say. */
  static ReadPolicies readAll(List<String> names, Option option, Shell shell) throws IOException {
    if (names.equals(List.of(Inputs.STDIN))) {
      return PolicyYaml.read(shell.in(), Inputs.STDIN_NAME);
    }
    List<Path> paths = new ArrayList<>();
    for (String name : names) {
      if (name.equals(Inputs.STDIN)) {
        throw new UsageException("usage", "stdin goes with no other file of " + option.name());
      }
      paths.add(InputOptions.path(option, name));
    }
    return PolicyYaml.read(paths);
  }
}
