// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.advise.Advice;
import dev.netpol.flow.Accounting;
import dev.netpol.terminal.Words;
import dev.netpol.trace.SkipReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What {@code report} makes of its findings.
 *
 * @param code the exit code
 * @param lines why it is not 0
 */
record ExitCode(int code, List<String> lines) {

  ExitCode {
    lines = List.copyOf(lines);
  }

  static ExitCode of(Advice advice, Accounting accounting, Set<String> failOn) {
    List<String> lines = new ArrayList<>();
    if (advice.proposals().isEmpty()) {
      lines.add("no policy could be written");
    }
    if (failOn.contains("incomplete") && (advice.incomplete() || hasLosses(accounting))) {
      lines.add("--fail-on incomplete: the trace is incomplete");
    }
    if (failOn.contains("cut") && !advice.wouldBeCut().isEmpty()) {
      lines.add("--fail-on cut: " + Words.count(advice.flowsCut(), "flow"));
    }
    if (failOn.contains("failed") && !advice.failed().isEmpty()) {
      lines.add("--fail-on failed: " + Words.count(advice.failed().size(), "flow"));
    }
    lines.replaceAll(line -> "exit 1: " + line);
    return new ExitCode(lines.isEmpty() ? 0 : 1, lines);
  }

  /** Whether records were skipped that may have been connections. */
  static boolean hasLosses(Accounting accounting) {
    return accounting.skipped().keySet().stream().anyMatch(SkipReason::mayBeConnection);
  }
}
