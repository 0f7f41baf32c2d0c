// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.Advisor;
import dev.netpol.Observed;
import dev.netpol.check.TraceCheck;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.model.Diagnostic;
import dev.netpol.policy.JsonText;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.report.AnswersHtml;
import dev.netpol.terminal.Arguments;
import dev.netpol.terminal.Command;
import dev.netpol.terminal.FindingLines;
import dev.netpol.terminal.Option;
import dev.netpol.terminal.Shell;
import dev.netpol.terminal.StandardOutput;
import dev.netpol.terminal.SummaryLines;
import dev.netpol.terminal.UnusableInput;
import dev.netpol.terminal.Words;
import dev.netpol.trace.TraceReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code check}: what policies would have done to a trace. */
final class CheckCommand implements Command {
  static final Option FAIL_ON =
      Option.choices(
          "--fail-on",
          "denied,undecided,failed,unused,unprotected,none",
          "Exit with 1 when flows that worked would be denied (the default), flows cannot be"
              + " judged, flows that failed are denied, rules admit no flow, or pods are isolated"
              + " by no policy.",
          "denied",
          "undecided",
          "failed",
          "unused",
          "unprotected",
          "none");
  private static final Option NAMESPACES =
      Option.list(
          "--namespaces",
          "NAMES",
          "Report flows, rules and workloads of these namespaces only; all policies count.");
  private static final Option FORMAT =
      Option.choice(
          "--format",
          "Write text, JSON, JUnit XML, or a page with a map.",
          "text",
          "json",
          "junit",
          "html");

  @Override
  public String name() {
    return "check";
  }

  @Override
  public String job() {
    return "Replay a trace against policies: what they would deny and why, which rules nothing"
        + " used, which workloads nothing protects.";
  }

  @Override
  public String synopsis() {
    return "--input LOG... [--policies FILE...] [OPTION...]";
  }

  @Override
  public List<Section> sections() {
    return List.of(
        new Section(
            "Input",
            List.of(
                InputOptions.INPUT,
                InputOptions.POLICIES,
                InputOptions.SNAPSHOT,
                InputOptions.INPUT_FORMAT,
                InputOptions.POD_CIDR,
                InputOptions.SERVICE_CIDR)),
        new Section("Check", List.of(NAMESPACES, ModeOption.MODE)),
        new Section("Output", List.of(FORMAT, FAIL_ON)));
  }

  @Override
  public List<String> exitCodes() {
    return List.of(
        "0  nothing that --fail-on names was found",
        "1  findings: what --fail-on names",
        "2  wrong usage or unusable input");
  }

  @Override
  public int run(Arguments arguments, Shell shell) throws IOException {
    Inputs inputs = Inputs.withTrace(arguments, shell);
    Modes modes = ModeOption.of(arguments);
    Provenance provenance = new Provenance(arguments, inputs, sections());
    Set<String> failOn = CheckExit.asked(arguments.values(FAIL_ON));
    ClusterSnapshot snapshot = inputs.snapshot();
    // Before the trace is read, which may take minutes.
    List<NetworkPolicy> named = inputs.namedPolicies();
    try (TraceReader reader = inputs.traces()) {
      Observed observed = ReportCommand.observe(Advisor.of(snapshot), reader, shell);
      Inputs.mustHaveRead(reader, arguments);
      List<NetworkPolicy> policies =
          arguments.has(InputOptions.POLICIES) ? named : Inputs.own(observed.snapshot());
      mustBeSome(policies, arguments);
      KnownNamespaces.mustHold(policies, observed.snapshot());
      List<String> namespaces = arguments.values(NAMESPACES);
      KnownNamespaces.mustHave(namespaces, policies, observed.snapshot());
      TraceCheck check = observed.check(policies, modes).within(Set.copyOf(namespaces));
      switch (arguments.value(FORMAT).orElseThrow()) {
        case "json" ->
            JsonText.write(
                CheckJson.of(check, observed.accounting()), new StandardOutput(shell.out()));
        case "html" ->
            StandardOutput.print(
                shell.out(),
                AnswersHtml.of(CheckPage.of(check, provenance.made(files(reader, named), modes))));
        case "junit" -> StandardOutput.print(shell.out(), CheckJunit.of(check, failOn));
        default -> StandardOutput.print(shell.out(), CheckText.of(check));
      }
      CheckExit exit = CheckExit.of(check, failOn);
      summary(observed, modes, reader).print(shell.err());
      exit.lines().forEach(shell.err()::println);
      return exit.code();
    }
  }

  /** What was read, but for snapshots. */
  private static Map<String, List<String>> files(TraceReader reader, List<NetworkPolicy> named) {
    Map<String, List<String>> files = new LinkedHashMap<>();
    files.put("trace", reader.inputs());
    files.put("policies", Provenance.files(named));
    return files;
  }

  private static void mustBeSome(List<NetworkPolicy> policies, Arguments arguments) {
    if (policies.isEmpty()) {
      throw new UnusableInput(
          Words.some(
              arguments.values(
                  arguments.has(InputOptions.SNAPSHOT)
                      ? InputOptions.SNAPSHOT
                      : InputOptions.INPUT),
              3),
          "no-policies",
          "there is no NetworkPolicy in it to check against",
          "name manifests with --policies, or a snapshot that holds networkpolicies");
    }
  }

  private static SummaryLines summary(Observed observed, Modes modes, TraceReader reader) {
    TreeSet<Diagnostic> findings = new TreeSet<>(reader.findings());
    findings.addAll(observed.snapshot().diagnostics());
    findings.addAll(observed.flows(modes).findings());
    if (observed.accounting().events().isEmpty()) {
      findings.add(
          Diagnostic.warning(
              "no-connections",
              NetworkPolicy.GENERATED,
              "the trace has no connections, so that nothing was checked",
              "look at what the capture wrote, and what of it was skipped"));
    }
    SummaryLines lines = new SummaryLines();
    InputLines.add(lines, observed.accounting(), reader.inputs());
    CoverageLines.add(lines, observed.coverage());
    CoverageLines.lacks(lines, observed.accounting().events().keySet());
    TrafficLines.notFlows(lines, observed.flows(modes));
    FindingLines.add(lines, findings);
    return lines;
  }
}
