// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.Observed;
import dev.netpol.advise.Advice;
import dev.netpol.model.Diagnostic;
import dev.netpol.policy.Modes;
import dev.netpol.report.Report;
import dev.netpol.report.ReportHtml;
import dev.netpol.report.ReportJson;
import dev.netpol.report.ReportMarkdown;
import dev.netpol.terminal.Arguments;
import dev.netpol.terminal.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The report that people and programs read, in place of the policies alone. */
final class PageOutput implements AdviceOutput {
  private static final Set<String> FORMATS = Set.of("html", "markdown", "report-json");

  private final String format;
  private final OutputPlace place;
  private final Provenance provenance;

  private PageOutput(String format, OutputPlace place, Provenance provenance) {
    this.format = format;
    this.place = place;
    this.provenance = provenance;
  }

  /** Whether the format is one of these. */
  static boolean isAsked(Arguments arguments) {
    return arguments.value(ReportOptions.FORMAT).filter(FORMATS::contains).isPresent();
  }

  static PageOutput of(Arguments arguments, Inputs inputs) throws IOException {
    String format = arguments.value(ReportOptions.FORMAT).orElseThrow();
    OutputPlace place = OutputPlace.of(arguments, inputs);
    if (place.folder().isPresent()) {
      throw new UsageException(
          "usage", "--format " + format + " is one file: name it with --output");
    }
    return new PageOutput(format, place, new Provenance(arguments, inputs, ReportOptions.SECTIONS));
  }

  @Override
  public void begin(List<String> traces) {
    provenance.begin(traces);
  }

  @Override
  public List<String> write(
      Observed observed,
      Advice advice,
      Collection<Diagnostic> findings,
      List<String> traces,
      PrintStream out)
      throws IOException {
    Report report =
        Report.of(
            observed,
            advice,
            findings,
            provenance.made(Map.of(Provenance.TRACE, traces), Modes.DEFAULT));
    return place.write(text(report), "the report", out);
  }

  private byte[] text(Report report) {
    return switch (format) {
      case "html" -> ReportHtml.of(report);
      case "markdown" -> ReportMarkdown.of(report).getBytes(StandardCharsets.UTF_8);
      default -> ReportJson.of(report);
    };
  }
}
