// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.advise.Advice;
import dev.netpol.flow.Flow;
import dev.netpol.flow.ResolvedFlows;
import dev.netpol.flow.Tally;
import dev.netpol.model.Workload;
import dev.netpol.terminal.SummaryLines;
import dev.netpol.terminal.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What talks to what, in numbers. */
final class TrafficLines {
  private static final int PROCESSES = 3;

  private TrafficLines() {}

  static void add(SummaryLines lines, Advice advice) {
    List<Flow> flows = advice.flows().flows();
    long workloads =
        flows.stream()
            .flatMap(flow -> Stream.of(flow.connection().from(), flow.connection().to()))
            .filter(Workload.class::isInstance)
            .distinct()
            .count();
    long attempted = flows.stream().filter(Flow::attemptedOnly).count();
    lines.line(
        "flows",
        Words.number(flows.size())
            + ", "
            + Words.count(workloads, "workload")
            + (attempted == 0
                ? ""
                : "; "
                    + Words.number(attempted)
                    + " only attempted, as far as the trace can tell"));
    notFlows(lines, advice.flows());
    List<Flow> unresolved = advice.unresolved();
    lines.line(
        "unresolved",
        Words.count(unresolved.size(), "flow") + " with an end that could not be named",
        texts(unresolved));
    String allowed = advice.options().includeFailed() ? ", allowed" : ", not allowed";
    lines.line(
        "failed",
        Words.count(advice.failed().size(), "flow") + allowed,
        advice.failed().stream().map(TrafficLines::failure).toList());
  }

  /** What was seen and is no flow, by reason. */
  static void notFlows(SummaryLines lines, ResolvedFlows flows) {
    List<String> others = new ArrayList<>();
    flows
        .notFlows()
        .forEach(
            (reason, other) ->
                others.add(reason + ": " + Words.count(other.tally().connections(), "connection")));
    lines.line("no flows", "what no policy is about", others);
  }

  /** {@code shop/web -> 1.0.0.1:80/TCP: 3 timeout, by wget, the first at a.log:7}. */
  private static String failure(Flow flow) {
    Tally tally =
        flow.tallies().values().stream()
            .max(Comparator.comparingLong(Tally::connections))
            .orElse(Tally.EMPTY);
    List<String> parts = new ArrayList<>();
    flow.outcomes()
        .forEach(
            (outcome, count) -> parts.add(Words.number(Math.max(1, count)) + " " + outcome.id()));
    if (!tally.processes().isEmpty()) {
      parts.add("by " + Words.some(List.copyOf(tally.processes()), PROCESSES));
    }
    tally.samples().stream().limit(1).forEach(one -> parts.add("the first at " + one.at()));
    return flow + ": " + String.join(", ", parts);
  }

  private static List<String> texts(List<Flow> flows) {
    return flows.stream().map(Flow::toString).toList();
  }
}
