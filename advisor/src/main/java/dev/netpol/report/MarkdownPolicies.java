// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import static dev.netpol.report.MarkdownSection.row;
import static dev.netpol.terminal.MarkdownText.code;
import static dev.netpol.terminal.MarkdownText.fenced;
import static dev.netpol.terminal.MarkdownText.html;
import static dev.netpol.terminal.Quoted.plain;

import dev.netpol.report.MarkdownSection.Entry;
import dev.netpol.report.ReportFlow.Seen;
import dev.netpol.report.ReportPolicy.ReportRule;
import dev.netpol.terminal.Words;
import java.util.ArrayList;
import java.util.List;

/** The policies of a comment: each rule beside its evidence, and the YAML. */
final class MarkdownPolicies {
  private static final int NAMES = 5;

  private final Report report;

  private MarkdownPolicies(Report report) {
    this.report = report;
  }

  static MarkdownSection of(Report report) {
    MarkdownPolicies it = new MarkdownPolicies(report);
    return new MarkdownSection(
        "\n### Policies\n",
        report.policies().stream().map(it::policy).toList(),
        "",
        "policy",
        "policies");
  }

  private Entry policy(ReportPolicy it) {
    String head =
        "\n<details><summary><code>"
            + html(plain(it.id()))
            + "</code>: "
            + Words.count(it.rules().size(), "rule")
            + ", isolates "
            + String.join(" and ", it.isolates())
            + "</summary>\n";
    StringBuilder rules = new StringBuilder();
    if (!it.rules().isEmpty()) {
      rules.append("\n| Rule | Admits | Evidence | Beyond it |\n|---|---|---|---|\n");
    }
    for (ReportRule rule : it.rules()) {
      rules.append(rule(rule));
    }
    String full = head + rules + "\n" + fenced("yaml", it.yaml()) + "\n</details>\n";
    String brief = head.replace("<details>", "<p>").replace("</summary>", "</p>");
    return new Entry(full, brief.replace("<summary>", ""));
  }

  private String rule(ReportRule rule) {
    List<String> evidence = new ArrayList<>();
    if (!rule.kind().isEmpty()) {
      evidence.add("**" + rule.kind() + "** " + code(Wording.reason(rule.kind(), rule.why())));
    }
    if (!rule.flows().isEmpty()) {
      evidence.add(code(Wording.evidence(rule)));
    }
    List<String> names = report.names(rule.flows());
    if (!names.isEmpty()) {
      evidence.add("looked up as " + code(Words.some(names, NAMES)));
    }
    rule.doubts().forEach(doubt -> evidence.add("**look:** " + doubt));
    rule.samples().stream().limit(1).map(Seen::at).forEach(at -> evidence.add(code(plain(at))));
    return row(
        rule.direction() + " " + rule.number(),
        code(Wording.rule(rule)),
        String.join("<br>", evidence),
        String.join("<br>", Wording.beyond(rule).stream().map(one -> code(one)).toList()));
  }
}
