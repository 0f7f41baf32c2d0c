// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.CheckedFlow;
import dev.netpol.check.TraceCheck;
import dev.netpol.terminal.UsageException;
import dev.netpol.terminal.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What {@code check} makes of its findings.
 *
 * @param code the exit code
 * @param lines why it is not 0
 */
record CheckExit(int code, List<String> lines) {

  CheckExit {
    lines = List.copyOf(lines);
  }

  /**
   * Which findings fail the check.
   *
   * @param failOn what was written; empty: what would be denied
   */
  static Set<String> asked(List<String> failOn) {
    if (failOn.contains("none") && failOn.size() > 1) {
      throw new UsageException("option-value", "--fail-on none goes with no other");
    }
    return failOn.isEmpty() ? Set.of("denied") : Set.copyOf(failOn);
  }

  /** The exit code, for what was asked. */
  static CheckExit of(TraceCheck check, Set<String> asked) {
    List<String> lines = new ArrayList<>();
    add(lines, asked, "denied", check.denied().size(), "flow");
    add(lines, asked, "undecided", check.undecided().size(), "flow");
    add(
        lines,
        asked,
        "failed",
        check.failed().stream().filter(CheckedFlow::denied).count(),
        "denied flow");
    add(lines, asked, "unused", check.unused().size(), "rule");
    long workloads = check.unprotected().stream().map(it -> it.workload()).distinct().count();
    add(lines, asked, "unprotected", workloads, "workload");
    return new CheckExit(lines.isEmpty() ? 0 : 1, lines);
  }

  private static void add(
      List<String> lines, Set<String> asked, String name, long count, String what) {
    if (count > 0 && asked.contains(name)) {
      lines.add("exit 1: --fail-on " + name + ": " + Words.count(count, what));
    }
  }
}
