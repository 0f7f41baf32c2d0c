// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.Explanation;
import dev.netpol.check.Question;
import dev.netpol.check.Simulation;
import dev.netpol.cluster.ClusterSnapshot;
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

/** {@code explain}: one connection, and which policies and rules decide about it. */
final class ExplainCommand implements Command {
  private static final Option WORDS =
      Option.words(
          "FROM TO:PORT",
          "The ends: namespace/name of a workload or pod, namespace/Kind/name, namespace/pod@ip, an"
              + " IPv4 address or an IPv6 address in brackets; the port of the pods, not of a"
              + " Service: 80, 53/UDP or the name of a container port.");

  @Override
  public String name() {
    return "explain";
  }

  @Override
  public String job() {
    return "Say whether a connection is allowed, and which policies and rules decide it.";
  }

  @Override
  public String synopsis() {
    return "FROM TO:PORT --snapshot FILE... [OPTION...]";
  }

  @Override
  public List<Section> sections() {
    return List.of(
        new Section("Connection", List.of(WORDS)),
        new Section("Input", List.of(InputOptions.SNAPSHOT, InputOptions.POLICIES)),
        new Section("Judgement", List.of(ModeOption.MODE)));
  }

  @Override
  public List<String> exitCodes() {
    return List.of(
        "0  it is allowed",
        "1  it is denied, for some or all pods, or the specification leaves it open",
        "2  wrong usage, unusable input, or an end that is not there");
  }

  @Override
  public int run(Arguments arguments, Shell shell) throws IOException {
    Inputs inputs =
        new Inputs(arguments, shell).mustHave(InputOptions.SNAPSHOT, "the cluster's snapshot");
    Question question = question(arguments.values(WORDS));
    ClusterSnapshot snapshot = inputs.snapshot();
    Simulation simulation =
        Simulation.of(inputs.policies(snapshot), snapshot, ModeOption.of(arguments));
    SummaryLines warnings = new SummaryLines();
    FindingLines.add(warnings, snapshot.diagnostics());
    warnings.print(shell.err());
    Explanation explanation = simulation.ask(question);
    if (explanation.answer() == Explanation.Answer.NOTHING) {
      throw new UsageException(
          "no-such-end",
          Quoted.sentence(
              explanation.trouble()
                  + (explanation.hint().isEmpty() ? "" : ": " + explanation.hint())));
    }
    StandardOutput.print(
        shell.out(), String.join("\n", ExplanationText.of(explanation, simulation)) + "\n");
    return explanation.answer() == Explanation.Answer.ALLOWED ? 0 : 1;
  }

  private static Question question(List<String> words) {
    if (words.size() != 2) {
      throw new UsageException(
          "usage",
          "name both ends of a connection: dev/client dev/web:80, not "
              + Words.count(words.size(), "word"));
    }
    try {
      return Question.of(words.get(0), words.get(1));
    } catch (IllegalArgumentException e) {
      throw new UsageException("end", Quoted.sentence(String.valueOf(e.getMessage())));
    }
  }
}
