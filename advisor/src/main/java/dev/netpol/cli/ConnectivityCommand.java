// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.ConnectivityMap;
import dev.netpol.check.Edge;
import dev.netpol.check.Vertex;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.policy.JsonText;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.terminal.Arguments;
import dev.netpol.terminal.Command;
import dev.netpol.terminal.FindingLines;
import dev.netpol.terminal.Option;
import dev.netpol.terminal.Shell;
import dev.netpol.terminal.StandardOutput;
import dev.netpol.terminal.SummaryLines;
import dev.netpol.terminal.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code connectivity}: who may talk to whom. */
final class ConnectivityCommand implements Command {
  private static final Option FORMAT =
      Option.choice(
          "--format",
          "Print lines for people, or a table, a document or a graph for other programs.",
          "text",
          "csv",
          "json",
          "dot",
          "markdown");
  private static final Option FOCUS =
      Option.list(
          "--focus",
          "WORKLOAD",
          "Show only what these may open or accept: namespace/name or namespace/Kind/name of a"
              + " workload.");
  private static final Option EXPOSED_ONLY =
      Option.flag("--exposed-only", "Show only what addresses that no pod has may open.");

  @Override
  public String name() {
    return "connectivity";
  }

  @Override
  public String job() {
    return "List who may open connections to whom, and on which ports.";
  }

  @Override
  public String synopsis() {
    return "--snapshot FILE... [OPTION...]";
  }

  @Override
  public List<Section> sections() {
    return List.of(
        new Section("Input", List.of(InputOptions.SNAPSHOT, InputOptions.POLICIES)),
        new Section("Output", List.of(FORMAT, FOCUS, EXPOSED_ONLY)),
        new Section("Judgement", List.of(ModeOption.MODE)));
  }

  @Override
  public List<String> exitCodes() {
    return List.of("0  the list is printed", "2  wrong usage or unusable input");
  }

  @Override
  public int run(Arguments arguments, Shell shell) throws IOException {
    Inputs inputs =
        new Inputs(arguments, shell).mustHave(InputOptions.SNAPSHOT, "the cluster's snapshot");
    ClusterSnapshot snapshot = inputs.snapshot();
    List<NetworkPolicy> policies = inputs.policies(snapshot);
    ConnectivityMap map = ConnectivityMap.of(policies, snapshot, ModeOption.of(arguments));
    Focus focus = Focus.of(FOCUS, arguments, map.workloads());
    List<Edge> edges =
        map.edges()
            .filter(focus::shows)
            .filter(it -> !arguments.has(EXPOSED_ONLY) || it.from() instanceof Vertex.Outside)
            .toList();
    switch (arguments.value(FORMAT).orElseThrow()) {
      case "csv" -> StandardOutput.print(shell.out(), EdgeTables.csv(edges));
      case "json" -> JsonText.write(EdgeJson.of(map, edges), new StandardOutput(shell.out()));
      case "dot" -> StandardOutput.print(shell.out(), EdgeGraph.dot(edges));
      case "markdown" -> StandardOutput.print(shell.out(), EdgeTables.markdown(edges));
      default -> StandardOutput.print(shell.out(), EdgeText.of(edges));
    }
    summary(map, edges, policies, snapshot).print(shell.err());
    return 0;
  }

  private static SummaryLines summary(
      ConnectivityMap map,
      List<Edge> edges,
      List<NetworkPolicy> policies,
      ClusterSnapshot snapshot) {
    SummaryLines lines = new SummaryLines();
    FindingLines.add(lines, snapshot.diagnostics());
    List<String> counts = new ArrayList<>();
    counts.add(Words.count(map.workloads().size(), "workload"));
    counts.add(
        policies.isEmpty()
            ? "no policies, so everything is allowed"
            : Words.count(policies.size(), "policy", "policies"));
    lines.line("judged", String.join(", ", counts));
    lines.line("shown", Words.count(edges.size(), "pair"));
    lines.line("modes", map.modes().toString());
    return lines;
  }
}
