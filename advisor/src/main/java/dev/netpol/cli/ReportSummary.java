// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.advise.Advice;
import dev.netpol.flow.Accounting;
import dev.netpol.model.Diagnostic;
import dev.netpol.terminal.FindingLines;
import dev.netpol.terminal.SummaryLines;
import java.util.Collection;
import java.util.List;

/**
 * What {@code report} says on stderr about the run.
 *
 * @param inputs the files that were read
 * @param findings what any step found
 */
record ReportSummary(
    Advice advice, Accounting accounting, List<String> inputs, Collection<Diagnostic> findings) {

  SummaryLines lines() {
    SummaryLines lines = new SummaryLines();
    InputLines.add(lines, accounting, inputs);
    CoverageLines.add(lines, advice.coverage());
    CoverageLines.lacks(lines, accounting.events().keySet());
    TrafficLines.add(lines, advice);
    PolicyLines.add(lines, advice);
    FindingLines.add(lines, findings);
    return lines;
  }
}
