// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.report.Sheet.Section;
import dev.netpol.report.map.Atlas;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the templates of the page need beside the report. */
public final class Page {
  /** As many records as evidence are still quick to open. */
  private static final int RECORDS = 1_500;

  private final Report report;
  private final boolean brief;
  private final Curve curve;
  private final Atlas atlas;
  private final Map<String, String> anchors = new HashMap<>();

  Page(Report report) {
    this.report = report;
    this.brief =
        report.policies().stream()
                .flatMap(policy -> policy.rules().stream())
                .mapToInt(rule -> rule.samples().size())
                .sum()
            > RECORDS;
    this.curve = Curve.of(report.saturation());
    for (ReportPolicy policy : report.policies()) {
      anchors.put(policy.id(), "policy-" + (anchors.size() + 1));
    }
    this.atlas = Atlas.of(ReportMap.of(this));
  }

  public Sheet sheet() {
    return new Sheet(
        "Network policies: " + title(),
        "Network policies for review",
        title() + ", from " + trace() + ".",
        List.of(
            new Section("glance", "At a glance"),
            new Section("map", "Map"),
            new Section("policies", "Policies"),
            new Section("saturation", "Would it hold?"),
            new Section("external", "Outside the cluster"),
            new Section("accounting", "Every record"),
            new Section("made", "How this was made")));
  }

  public Report report() {
    return report;
  }

  public Curve curve() {
    return curve;
  }

  private String title() {
    return ReportMarkdown.title(report);
  }

  /** The trace in a few words. */
  private String trace() {
    CaptureFacts capture = report.capture();
    String window = Wording.window(capture.first(), capture.last());
    return "a trace of "
        + Words.count(capture.nodes().size(), "node")
        + (window.isEmpty() ? "" : ", " + window);
  }

  /** Rules that admit what was never seen. */
  public long unobserved() {
    return report.decisions().unobserved().size();
  }

  public long unobserved(ReportPolicy policy) {
    return policy.rules().stream().filter(rule -> !rule.kind().isEmpty()).count();
  }

  /** {@code 6 assumed, 1 declared public}. */
  public String kinds() {
    List<String> kinds = new ArrayList<>();
    report
        .glance()
        .unobserved()
        .forEach((kind, count) -> kinds.add(Words.number(count) + " " + kind));
    return String.join(", ", kinds);
  }

  /** Whether there is so much evidence that one record stands for those of a rule. */
  public boolean isBrief() {
    return brief;
  }

  public boolean nothingToReview() {
    Decisions it = report.decisions();
    return it.failed().isEmpty()
        && it.notAdvised().isEmpty()
        && it.closed().isEmpty()
        && it.widened().isEmpty()
        && it.notGoverned().isEmpty()
        && it.findings().isEmpty();
  }

  public boolean failedAllowed() {
    return report.made().options().containsKey("--include-failed");
  }

  /** Where a policy stands on the page: a number, for a name may hold anything. */
  public String anchor(String policy) {
    return anchors.getOrDefault(policy, "policies");
  }

  /** The first that stands inside a policy: a browser opens what is around it. */
  public String inside(String policy) {
    return anchor(policy) + (anchors.containsKey(policy) ? "-is" : "");
  }

  /** Who talks to whom. */
  public Atlas atlas() {
    return atlas;
  }

  /** A flow in a line. */
  public String flow(int id) {
    ReportFlow it = report.flows().get(id - 1);
    return Quoted.plain(it.from().shown())
        + " -> "
        + Quoted.plain(it.to().shown())
        + ":"
        + it.port()
        + "/"
        + it.protocol();
  }
}
