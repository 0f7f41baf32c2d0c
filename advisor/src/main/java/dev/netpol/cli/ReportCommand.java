// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.Advisor;
import dev.netpol.Observed;
import dev.netpol.advise.Advice;
import dev.netpol.advise.AdviceOptions;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.model.Diagnostic;
import dev.netpol.terminal.Arguments;
import dev.netpol.terminal.Command;
import dev.netpol.terminal.Progress;
import dev.netpol.terminal.Shell;
import dev.netpol.trace.TraceReader;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;

/** {@code report}: from a trace to policies. */
final class ReportCommand implements Command {

  @Override
  public String name() {
    return "report";
  }

  @Override
  public String job() {
    return "Write the policies that admit what the trace shows, and a summary on stderr.";
  }

  @Override
  public String synopsis() {
    return "--input LOG... [--snapshot FILE...] [OPTION...]";
  }

  @Override
  public List<Section> sections() {
    return ReportOptions.SECTIONS;
  }

  @Override
  public List<String> exitCodes() {
    return List.of(
        "0  policies are written, and nothing that --fail-on names was found",
        "1  findings: what --fail-on names, or no policy could be written",
        "2  wrong usage or unusable input");
  }

  @Override
  public int run(Arguments arguments, Shell shell) throws IOException {
    Inputs inputs = Inputs.withTrace(arguments, shell);
    AdviceOptions options = ReportOptions.advice(arguments);
    AdviceOutput output = ReportOptions.output(arguments, inputs);
    ClusterSnapshot snapshot = inputs.snapshot();
    try (TraceReader reader = inputs.traces()) {
      output.begin(reader.inputs());
      Observed observed = observe(Advisor.of(snapshot), reader, shell);
      Inputs.mustHaveRead(reader, arguments);
      Advice advice = observed.advise(options);
      ReportSummary summary = summary(observed, advice, reader);
      List<String> written =
          output.write(observed, advice, summary.findings(), reader.inputs(), shell.out());
      ExitCode exit = ExitCode.of(advice, observed.accounting(), ReportOptions.failOn(arguments));
      summary.lines().print(shell.err());
      written.forEach(shell.err()::println);
      exit.lines().forEach(shell.err()::println);
      return exit.code();
    }
  }

  private static ReportSummary summary(Observed observed, Advice advice, TraceReader reader) {
    TreeSet<Diagnostic> findings = new TreeSet<>(advice.findings());
    findings.addAll(reader.findings());
    findings.addAll(observed.snapshot().diagnostics());
    findings.addAll(observed.flows().findings());
    return new ReportSummary(advice, observed.accounting(), reader.inputs(), findings);
  }

  /** Reads a trace, and shows how far it is. */
  static Observed observe(Advisor advisor, TraceReader reader, Shell shell) {
    try (Progress progress = Progress.start(shell, reader::size)) {
      return advisor.observe(reader.progress(progress::at));
    }
  }
}
