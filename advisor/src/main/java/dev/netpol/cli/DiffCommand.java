// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.Change.Kind;
import dev.netpol.check.PolicyDiff;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.policy.JsonText;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.report.AnswersHtml;
import dev.netpol.terminal.Arguments;
import dev.netpol.terminal.Command;
import dev.netpol.terminal.FindingLines;
import dev.netpol.terminal.Option;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.Shell;
import dev.netpol.terminal.StandardOutput;
import dev.netpol.terminal.SummaryLines;
import dev.netpol.terminal.UnusableInput;
import dev.netpol.terminal.UsageException;
import dev.netpol.terminal.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code diff}: the connections that a change of policies opens and cuts. */
final class DiffCommand implements Command {
  private static final String NONE = "none";

  private static final Option WORDS =
      Option.words(
          "OLD NEW",
          "NetworkPolicies before and after: a file, a folder, - for stdin, or none for no policies"
              + " at all.");
  private static final Option FORMAT =
      Option.choice(
          "--format",
          "Print lines for people, a comment for a pull request, a document, or a page with a map.",
          "text",
          "markdown",
          "json",
          "html");
  private static final Option FAIL_ON =
      Option.choice(
          "--fail-on",
          "Exit with 1 when such a connection is found.",
          "any",
          "gained",
          "lost",
          NONE);

  @Override
  public String name() {
    return "diff";
  }

  @Override
  public String job() {
    return "List the connections that a change of policies opens and cuts, each with an example.";
  }

  @Override
  public String synopsis() {
    return "OLD NEW --snapshot FILE... [OPTION...]";
  }

  @Override
  public List<Section> sections() {
    return List.of(
        new Section("Policies", List.of(WORDS)),
        new Section("Input", List.of(InputOptions.SNAPSHOT)),
        new Section("Output", List.of(FORMAT, FAIL_ON)),
        new Section("Judgement", List.of(ModeOption.MODE)));
  }

  @Override
  public List<String> exitCodes() {
    return List.of(
        "0  no difference of the sort that --fail-on names",
        "1  such a difference",
        "2  wrong usage or unusable input");
  }

  @Override
  public int run(Arguments arguments, Shell shell) throws IOException {
    Inputs inputs =
        new Inputs(arguments, shell).mustHave(InputOptions.SNAPSHOT, "the cluster's snapshot");
    List<String> words = arguments.values(WORDS);
    mustBeTwo(words, arguments);
    Provenance provenance = new Provenance(arguments, inputs, sections());
    ClusterSnapshot snapshot = inputs.snapshot();
    Focus.mustHave(
        snapshot.workloads().stream()
            .filter(it -> !it.inferred() || !it.pods().isEmpty())
            .map(ClusterWorkload::id)
            .toList(),
        arguments);
    List<NetworkPolicy> before = policies(words.get(0), snapshot, shell);
    List<NetworkPolicy> after = policies(words.get(1), snapshot, shell);
    PolicyDiff diff = PolicyDiff.of(before, after, snapshot, ModeOption.of(arguments));
    switch (arguments.value(FORMAT).orElseThrow()) {
      case "json" -> JsonText.write(DiffJson.of(diff), new StandardOutput(shell.out()));
      case "html" ->
          StandardOutput.print(
              shell.out(),
              AnswersHtml.of(
                  DiffPage.of(diff, provenance.made(files(before, after), diff.modes()))));
      case "markdown" -> StandardOutput.print(shell.out(), DiffText.markdown(diff));
      default -> StandardOutput.print(shell.out(), DiffText.lines(diff));
    }
    SummaryLines lines = new SummaryLines();
    FindingLines.add(lines, snapshot.diagnostics());
    lines
        .line("difference", DiffText.counts(diff))
        .details(DiffText.namespaces(diff))
        .line("not judged", DiffText.unjudgedCount(diff), DiffText.unjudged(diff))
        .line("modes", diff.modes().toString());
    lines.print(shell.err());
    return fails(arguments.value(FAIL_ON).orElseThrow(), diff) ? 1 : 0;
  }

  /** What was read, but for snapshots. */
  private static Map<String, List<String>> files(
      List<NetworkPolicy> before, List<NetworkPolicy> after) {
    Map<String, List<String>> files = new LinkedHashMap<>();
    files.put("policies before", Provenance.files(before));
    files.put("policies after", Provenance.files(after));
    return files;
  }

  private static void mustBeTwo(List<String> words, Arguments arguments) {
    if (words.size() != 2) {
      throw new UsageException(
          "usage",
          "name the policies before and after: old/ new/, not "
              + Words.count(words.size(), "word"));
    }
    long streams =
        words.stream().filter(Inputs.STDIN::equals).count()
            + arguments.values(InputOptions.SNAPSHOT).stream().filter(Inputs.STDIN::equals).count();
    if (streams > 1) {
      throw new UsageException("usage", "stdin can be read once: - is given " + streams + " times");
    }
  }

  private static List<NetworkPolicy> policies(String name, ClusterSnapshot snapshot, Shell shell)
      throws IOException {
    if (name.equals(NONE)) {
      return List.of();
    }
    if (!name.equals(Inputs.STDIN) && Files.notExists(InputOptions.path(WORDS, name))) {
      throw new UnusableInput(
          Quoted.of(name),
          "no-policies",
          "no such file or folder",
          "write none where there are no policies at all");
    }
    List<NetworkPolicy> policies = PolicyInput.read(List.of(name), WORDS, shell);
    KnownNamespaces.mustHold(policies, snapshot);
    return policies;
  }

  private static boolean fails(String failOn, PolicyDiff diff) {
    return switch (failOn) {
      case "gained" -> !diff.changes(Kind.GAINED).isEmpty();
      case "lost" -> !diff.changes(Kind.LOST).isEmpty();
      case NONE -> false;
      default -> !diff.isEmpty();
    };
  }
}
