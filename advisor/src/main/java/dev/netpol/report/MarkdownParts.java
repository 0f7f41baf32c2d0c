// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import static dev.netpol.report.MarkdownSection.folded;
import static dev.netpol.report.MarkdownSection.row;
import static dev.netpol.terminal.MarkdownText.code;
import static dev.netpol.terminal.Quoted.plain;

import dev.netpol.report.Glance.Warning;
import dev.netpol.report.MarkdownSection.Entry;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.Words;
import java.util.ArrayList;
import java.util.List;

/** The parts of a comment, in the order of the page. */
final class MarkdownParts {
  private final Report report;

  MarkdownParts(Report report) {
    this.report = report;
  }

  List<MarkdownSection> all() {
    List<MarkdownSection> all = new ArrayList<>();
    all.add(glance());
    all.add(cut());
    all.add(unobserved());
    all.add(review());
    all.add(flows());
    all.add(MarkdownPolicies.of(report));
    all.addAll(new MarkdownTail(report).all());
    return all;
  }

  private MarkdownSection glance() {
    Glance it = report.glance();
    CaptureFacts capture = report.capture();
    StringBuilder text = new StringBuilder("## Network policies: ");
    text.append(ReportMarkdown.title(report)).append("\n\n");
    text.append("| Connections | Flows | Workloads | Policies | Rules | Would be cut | Failed |");
    text.append("\n|--:|--:|--:|--:|--:|--:|--:|\n");
    for (long count :
        new long[] {
          it.connections(),
          it.flows(),
          it.workloads(),
          it.policies(),
          it.rules(),
          it.cut(),
          it.failed()
        }) {
      text.append("| ").append(Words.number(count)).append(' ');
    }
    text.append("|\n\n");
    String window = Wording.window(capture.first(), capture.last());
    text.append("Trace: ").append(window.isEmpty() ? "no times" : window).append(", ");
    text.append(Words.count(capture.nodes().size(), "node")).append(".\n");
    if (!it.unsafe().isEmpty()) {
      text.append("\n**Look at this first:**\n\n");
    }
    return new MarkdownSection(
        text.toString(),
        it.unsafe().stream().map(MarkdownParts::warning).map(Entry::of).toList(),
        "",
        "reason",
        "reasons");
  }

  private static String warning(Warning it) {
    List<String> details = it.details().stream().map(text -> plain(text)).toList();
    int shown = Math.min(3, details.size());
    String more = details.size() > shown ? " and " + (details.size() - shown) + " more" : "";
    return "- "
        + it.text()
        + ": "
        + String.join(", ", details.subList(0, shown).stream().map(one -> code(one)).toList())
        + more
        + (it.remedy().isEmpty() ? "" : " (" + it.remedy() + ")")
        + "\n";
  }

  private MarkdownSection cut() {
    return folded(
        "Observed traffic that would be cut",
        "| Workload | Direction | Flow | Why |\n|---|---|---|---|\n",
        report.decisions().cut().stream()
            .map(
                it ->
                    row(
                        code(plain(it.workload())),
                        it.direction(),
                        code(flow(it.flow())),
                        code(Quoted.sentence(it.reason()))))
            .map(Entry::of)
            .toList(),
        Words.count(report.glance().cut(), "flow"),
        "line",
        "lines");
  }

  private MarkdownSection unobserved() {
    return folded(
        "Allowed, but never observed",
        "| Policy | Rule | Kind | Why |\n|---|---|---|---|\n",
        report.decisions().unobserved().stream()
            .map(
                it ->
                    row(
                        code(plain(it.policy())),
                        it.direction() + " " + it.rule(),
                        it.kind(),
                        code(Wording.reason(it.kind(), it.why()))))
            .map(Entry::of)
            .toList(),
        "rule",
        "rules");
  }

  /** What needs a decision, one line each. */
  private MarkdownSection review() {
    Decisions it = report.decisions();
    List<String> lines = new ArrayList<>();
    for (int id : it.failed()) {
      lines.add("failed only: " + code(flow(id)));
    }
    it.notAdvised().forEach(open -> lines.add(text("stays open", open)));
    it.closed()
        .forEach(
            closed -> lines.add(text("closed by default-deny, nothing is written for it", closed)));
    for (Decisions.Existing old : it.widened()) {
      lines.add(
          "an existing policy admits more: "
              + code(plain(old.policy()))
              + " for "
              + code(plain(old.workload()))
              + ", "
              + old.direction());
    }
    for (String block : it.notGoverned()) {
      lines.add("open in every policy: " + code(block));
    }
    for (Decisions.Finding finding : it.findings()) {
      String where = finding.at().isEmpty() ? "" : code(plain(finding.at())) + " ";
      lines.add(
          where
              + finding.severity()
              + " ["
              + finding.code()
              + "] "
              + code(Quoted.sentence(finding.message())));
    }
    return folded(
        "Needs review",
        "",
        lines.stream().map(line -> Entry.of("- " + line + "\n")).toList(),
        "line",
        "lines");
  }

  private static String text(String what, Decisions.Open it) {
    return what
        + " ("
        + String.join(", ", it.directions())
        + "): "
        + code(plain(it.workload()))
        + ", "
        + code(Quoted.sentence(it.reason()));
  }

  private MarkdownSection flows() {
    return folded(
        "What talks to what",
        "| From | To | Port | Connections | Outcome |\n|---|---|---|--:|---|\n",
        report.flows().stream()
            .map(
                it ->
                    row(
                        code(plain(it.from().shown())),
                        code(plain(it.to().shown())),
                        it.port() + "/" + it.protocol(),
                        Words.number(it.connections()),
                        it.state()))
            .map(Entry::of)
            .toList(),
        "flow",
        "flows");
  }

  private String flow(int id) {
    ReportFlow it = report.flows().get(id - 1);
    return plain(it.from().shown())
        + " -> "
        + plain(it.to().shown())
        + ":"
        + it.port()
        + "/"
        + it.protocol();
  }
}
