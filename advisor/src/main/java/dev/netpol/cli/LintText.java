// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.lint.LintReport;
import dev.netpol.model.Diagnostic;
import dev.netpol.model.Diagnostic.Severity;
import dev.netpol.terminal.FindingLines;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.SummaryLines;
import dev.netpol.terminal.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code lint} tells a person. */
final class LintText {
  private LintText() {}

  /** Every finding with what to do about it, in the order of the files. */
  static String of(List<Diagnostic> findings) {
    StringBuilder text = new StringBuilder();
    for (Diagnostic finding : findings) {
      text.append(FindingLines.line(finding)).append('\n');
      if (!finding.hint().isEmpty()) {
        text.append("  hint: ").append(Quoted.sentence(finding.hint())).append('\n');
      }
    }
    return text.toString();
  }

  /** What was looked at, and what was not. */
  static SummaryLines summary(LintReport report) {
    List<String> counts = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      long count = report.findings().stream().filter(it -> it.severity() == severity).count();
      if (count > 0) {
        counts.add(Words.count(count, severity.name().toLowerCase(Locale.ROOT)));
      }
    }
    String found = counts.isEmpty() ? "nothing found" : String.join(", ", counts);
    SummaryLines lines = new SummaryLines();
    lines.line("linted", Words.count(report.policies(), "policy", "policies") + ": " + found);
    if (!report.notRun().isEmpty()) {
      lines.line(
          "not run", Words.count(report.notRun().size(), "rule") + ", which need a --snapshot");
    }
    if (!report.doubt().isEmpty()) {
      lines.line(
          "partial",
          "the snapshot may be: " + report.doubt() + "; what it lacks is reported as a note");
    }
    return lines;
  }
}
