// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.lint.Lint;
import dev.netpol.check.lint.LintReport;
import dev.netpol.check.lint.LintRule;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.model.Diagnostic;
import dev.netpol.model.Diagnostic.Severity;
import dev.netpol.policy.JsonText;
import dev.netpol.policy.ReadPolicies;
import dev.netpol.terminal.Arguments;
import dev.netpol.terminal.Command;
import dev.netpol.terminal.FindingLines;
import dev.netpol.terminal.Option;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.Shell;
import dev.netpol.terminal.StandardOutput;
import dev.netpol.terminal.SummaryLines;
import dev.netpol.terminal.UsageException;
import dev.netpol.terminal.Words;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code lint}: policies that mean something else than they seem to. */
final class LintCommand implements Command {
  private static final Option FILES =
      Option.words(
          "P...",
          "Look at these NetworkPolicies, in files, folders or - for stdin, instead of those in the"
              + " snapshot.");
  private static final Option FORMAT =
      Option.choice(
          "--format",
          "Print lines to read, JSON, or SARIF 2.1.0 for code scanning.",
          "text",
          "json",
          "sarif");
  private static final Option FAIL_ON =
      Option.choice(
          "--fail-on",
          "Exit with 1 on findings of this severity or a worse one.",
          "warning",
          "error",
          "note",
          "none");
  private static final Option IGNORE =
      Option.list("--ignore", "RULES", "Leave out findings of these rules; docs/lint lists them.");

  @Override
  public String name() {
    return "lint";
  }

  @Override
  public String job() {
    return "Find policies that mean something else than they seem to, with file and line.";
  }

  @Override
  public String synopsis() {
    return "P... [--snapshot FILE...] [OPTION...]";
  }

  @Override
  public List<Section> sections() {
    return List.of(
        new Section("Input", List.of(FILES, InputOptions.SNAPSHOT, ModeOption.MODE)),
        new Section("Findings", List.of(FORMAT, FAIL_ON, IGNORE)));
  }

  @Override
  public List<String> exitCodes() {
    return List.of(
        "0  nothing of the severity of --fail-on or worse",
        "1  findings",
        "2  wrong usage, or an input that cannot be read; the findings are printed all the same");
  }

  @Override
  public int run(Arguments arguments, Shell shell) throws IOException {
    if (!arguments.has(FILES) && !arguments.has(InputOptions.SNAPSHOT)) {
      throw new UsageException("usage", "name the policies to look at: lint " + synopsis());
    }
    Set<String> ignored = ignored(arguments);
    ReadPolicies read;
    LintReport all;
    if (arguments.has(InputOptions.SNAPSHOT)) {
      mustReadStdinOnce(arguments);
      ClusterSnapshot snapshot = new Inputs(arguments, shell).snapshot();
      // Of the policies that are looked at, what is wrong is a finding.
      List<Diagnostic> wrong = arguments.has(FILES) ? List.of() : snapshot.policyErrors();
      FindingLines.print(
          snapshot.diagnostics().stream().filter(it -> !wrong.contains(it)).toList(), shell.err());
      read =
          arguments.has(FILES)
              ? files(arguments, shell)
              : new ReadPolicies(snapshot.policies(), wrong, Map.of());
      all = Lint.of(read, snapshot, ModeOption.of(arguments));
    } else {
      read = files(arguments, shell);
      all = Lint.of(read);
    }
    PolicyInput.mustHaveSome(
        read, arguments.values(arguments.has(FILES) ? FILES : InputOptions.SNAPSHOT));
    LintReport report = all.without(ignored);
    print(arguments.value(FORMAT).orElseThrow(), report, shell);
    SummaryLines summary = LintText.summary(report);
    int code = code(arguments, report, read, summary);
    summary.print(shell.err());
    return code;
  }

  private static Set<String> ignored(Arguments arguments) {
    List<String> ids = Lint.rules().stream().map(LintRule::id).toList();
    for (String id : arguments.values(IGNORE)) {
      if (!ids.contains(id)) {
        throw new UsageException(
            "option-value", "--ignore knows no rule " + Quoted.of(id) + Words.meant(id, ids));
      }
    }
    return Set.copyOf(arguments.values(IGNORE));
  }

  private static void mustReadStdinOnce(Arguments arguments) {
    if (arguments.values(FILES).contains(Inputs.STDIN)
        && arguments.values(InputOptions.SNAPSHOT).contains(Inputs.STDIN)) {
      throw new UsageException("usage", "stdin can be read once: - is given 2 times");
    }
  }

  /** The policies; what the reader only remarks on is no finding. */
  private static ReadPolicies files(Arguments arguments, Shell shell) throws IOException {
    ReadPolicies read = PolicyInput.readAll(arguments.values(FILES), FILES, shell);
    Set<String> rules = Lint.rules().stream().map(LintRule::id).collect(Collectors.toSet());
    FindingLines.print(
        read.diagnostics().stream()
            .filter(it -> it.severity() != Severity.ERROR && !rules.contains(it.code()))
            .toList(),
        shell.err());
    return read;
  }

  private static void print(String format, LintReport report, Shell shell) throws IOException {
    switch (format) {
      case "json" -> JsonText.write(LintDocument.of(report), new StandardOutput(shell.out()));
      case "sarif" -> JsonText.write(Sarif.of(report), new StandardOutput(shell.out()));
      default -> StandardOutput.print(shell.out(), LintText.of(report.findings()));
    }
  }

  private static int code(
      Arguments arguments, LintReport report, ReadPolicies read, SummaryLines summary) {
    if (read.hasErrors()) {
      summary.raw("exit 2: not all policies could be read");
      return 2;
    }
    String failOn = arguments.value(FAIL_ON).orElseThrow();
    long failing = report.findings().stream().filter(it -> fails(failOn, it.severity())).count();
    if (failing > 0) {
      summary.raw("exit 1: --fail-on " + failOn + ": " + Words.count(failing, "finding"));
      return 1;
    }
    return 0;
  }

  private static boolean fails(String failOn, Severity severity) {
    return !failOn.equals("none")
        && severity.compareTo(Severity.valueOf(failOn.toUpperCase(Locale.ROOT))) <= 0;
  }
}
