// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.advise.Advice;
import dev.netpol.advise.Assumption;
import dev.netpol.advise.Proposal;
import dev.netpol.advise.RuleEvidence;
import dev.netpol.flow.Accounting;
import dev.netpol.flow.Flow;
import dev.netpol.flow.Mark;
import dev.netpol.flow.ResolvedFlows.NotFlow;
import dev.netpol.model.Diagnostic;
import dev.netpol.model.Direction;
import dev.netpol.model.Endpoint;
import dev.netpol.model.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What {@code report} says on stderr about the run. */
final class ReportSummary {
  private final Advice advice;
  private final Accounting accounting;
  private final List<String> inputs;
  private final Collection<Diagnostic> findings;

  /**
   * Of a run.
   *
   * @param inputs the files that were read
   * @param findings what any step found, sorted
   */
  ReportSummary(
      Advice advice, Accounting accounting, List<String> inputs, Collection<Diagnostic> findings) {
    this.advice = advice;
    this.accounting = accounting;
    this.inputs = List.copyOf(inputs);
    this.findings = List.copyOf(findings);
  }

  SummaryLines lines() {
    SummaryLines lines = new SummaryLines();
    input(lines);
    traffic(lines);
    policies(lines);
    new FindingLines(findings).addTo(lines);
    return lines;
  }

  private void input(SummaryLines lines) {
    String files = inputs.size() == 1 ? Quoted.plain(inputs.get(0)) : inputs.size() + " files";
    List<String> formats = new ArrayList<>();
    accounting.events().forEach((format, count) -> formats.add(format.id()));
    lines.line(
        "read",
        Words.count(accounting.records(), "record")
            + " of "
            + files
            + ": "
            + Words.count(accounting.connections(), "connection")
            + (formats.isEmpty() ? "" : " (" + String.join(", ", formats) + ")")
            + ", "
            + Words.number(accounting.about())
            + " about the capture");
    List<String> skipped = new ArrayList<>();
    long count = 0;
    for (var some : accounting.skipped().entrySet()) {
      count += some.getValue().count();
      skipped.add(skipped(some.getKey().label(), some.getValue()));
    }
    lines.line("skipped", Words.count(count, "record"), skipped);
    lines.line("window", Times.window(advice.coverage().first(), advice.coverage().last()));
    for (String line : CoverageText.lines(advice.coverage())) {
      lines.line("covered", Quoted.sentence(line));
    }
    List<String> lost = new ArrayList<>();
    advice
        .coverage()
        .losses()
        .forEach(
            (layer, events) ->
                lost.add(Words.count(events, "event") + " lost (" + Quoted.plain(layer) + ")"));
    for (String node : advice.coverage().truncated()) {
      lost.add("the capture" + (node.isEmpty() ? "" : " of " + node) + " has no end record");
    }
    lines.line("incomplete", "the trace does not hold all that happened", lost);
  }

  private static String skipped(String label, Accounting.Skipped skipped) {
    String text = Words.number(skipped.count()) + " " + label;
    if (skipped.first().isEmpty()) {
      return text;
    }
    Accounting.Where where = skipped.first().get(0);
    String excerpt = where.excerpt().isBlank() ? "" : " " + Quoted.of(where.excerpt());
    return text + ", the first at " + where.at() + excerpt;
  }

  private void traffic(SummaryLines lines) {
    List<Flow> flows = advice.flows().flows();
    Set<Workload> workloads = new TreeSet<>();
    for (Flow flow : flows) {
      Stream.of(flow.connection().from(), flow.connection().to())
          .filter(Workload.class::isInstance)
          .map(Workload.class::cast)
          .forEach(workloads::add);
    }
    long attempted = flows.stream().filter(Flow::attemptedOnly).count();
    lines.line(
        "flows",
        Words.number(flows.size())
            + ", with "
            + Words.count(workloads.size(), "workload")
            + (attempted == 0
                ? ""
                : "; "
                    + Words.number(attempted)
                    + " only attempted, as far as the trace can tell"));
    List<String> others = new ArrayList<>();
    for (Map.Entry<String, NotFlow> other : advice.flows().notFlows().entrySet()) {
      others.add(Words.number(other.getValue().tally().connections()) + " " + other.getKey());
    }
    lines.line("no flows", "connections that no policy is about", others);
    List<Flow> unresolved = advice.unresolved();
    lines.line(
        "unresolved",
        Words.count(unresolved.size(), "flow") + " with an end that could not be named",
        texts(unresolved));
    lines.line(
        "failed",
        Words.count(advice.failed().size(), "flow")
            + (advice.options().includeFailed() ? ", allowed" : ", not allowed"),
        texts(advice.failed()));
  }

  private static List<String> texts(List<Flow> flows) {
    return flows.stream().map(Flow::toString).toList();
  }

  private void policies(SummaryLines lines) {
    Set<String> namespaces = new TreeSet<>();
    Set<Workload> subjects = new TreeSet<>();
    Map<String, Integer> assumed = new TreeMap<>();
    Map<Mark, Integer> doubts = new TreeMap<>();
    for (Proposal proposal : advice.proposals()) {
      namespaces.add(proposal.policy().namespace());
      subjects.addAll(proposal.subjects());
      for (Direction direction : Direction.values()) {
        for (RuleEvidence rule : proposal.evidence(direction)) {
          rule.assumption()
              .map(ReportSummary::text)
              .ifPresent(a -> assumed.merge(a, 1, Integer::sum));
          rule.marks().stream()
              .filter(Doubts::isDoubt)
              .forEach(mark -> doubts.merge(mark, 1, Integer::sum));
        }
      }
    }
    lines.line(
        "policies",
        Words.number(advice.proposals().size())
            + " for "
            + Words.count(subjects.size(), "workload")
            + " in "
            + Words.count(namespaces.size(), "namespace"));
    List<String> assumptions = new ArrayList<>();
    assumed.forEach((text, count) -> assumptions.add(text + ": " + Words.count(count, "rule")));
    lines.line("assumed", "these rules admit more than was seen", assumptions);
    List<String> doubtful = new ArrayList<>();
    doubts.forEach(
        (mark, count) -> doubtful.add(Words.count(count, "rule") + " " + Doubts.text(mark)));
    lines.line("doubtful", "these rules deserve a look", doubtful);
    lines.line(
        "would be cut",
        Words.count(advice.wouldBeCut().size(), "flow") + " that worked",
        advice.wouldBeCut().stream()
            .map(
                cut ->
                    cut.workload()
                        + " "
                        + cut.direction()
                        + ": "
                        + cut.flow()
                        + ": "
                        + with(cut.reason(), cut.remedy()))
            .toList());
    lines.line(
        "not advised",
        Words.count(advice.notAdvised().size(), "workload") + " left open",
        advice.notAdvised().stream()
            .map(
                one ->
                    one.workload()
                        + " "
                        + directions(one.directions())
                        + ": "
                        + with(one.reason(), one.remedy()))
            .toList());
    lines.line(
        "no traffic",
        advice.withoutTraffic().isEmpty()
            ? ""
            : Words.count(advice.withoutTraffic().size(), "workload")
                + " without a policy: "
                + Words.some(advice.withoutTraffic().stream().map(Endpoint::toString).toList(), 5));
    lines.line(
        "widened",
        "existing policies admit more for the same pods",
        advice.widenedBy().stream()
            .map(one -> one.workload() + " " + one.direction() + ": by " + one.existing().id())
            .toList());
    lines.line(
        "not governed",
        advice.notGoverned().isEmpty() ? "" : "open in every policy: " + advice.notGoverned());
  }

  private static String text(Assumption assumption) {
    return assumption.label()
        + ", "
        + assumption.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private static String directions(Set<Direction> directions) {
    return String.join(", ", directions.stream().map(Direction::toString).toList());
  }

  private static String with(String reason, String remedy) {
    return remedy.isEmpty() ? reason : reason + "; " + remedy;
  }
}
