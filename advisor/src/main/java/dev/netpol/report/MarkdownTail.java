// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import static dev.netpol.report.MarkdownSection.folded;
import static dev.netpol.report.MarkdownSection.row;
import static dev.netpol.terminal.MarkdownText.code;
import static dev.netpol.terminal.Quoted.plain;

import dev.netpol.report.ExternalPeers.Group;
import dev.netpol.report.MarkdownSection.Entry;
import dev.netpol.terminal.Words;
import java.util.ArrayList;
import java.util.List;

/** What stands below the policies: whether the trace was enough, and where all of it comes from. */
final class MarkdownTail {
  private static final int NAMES = 10;

  private final Report report;

  MarkdownTail(Report report) {
    this.report = report;
  }

  List<MarkdownSection> all() {
    return List.of(saturation(), external(), lacks(), accounting(), made());
  }

  private MarkdownSection saturation() {
    List<Entry> lines = new ArrayList<>();
    for (String name : report.unseen().workloads()) {
      lines.add(Entry.of("- nothing was seen of " + code(plain(name)) + "\n"));
    }
    for (String name : report.unseen().services()) {
      lines.add(Entry.of("- nobody dialled Service " + code(plain(name)) + "\n"));
    }
    for (ReportWorkload it : report.workloads()) {
      boolean some = it.podsSeen() < it.podsThere();
      if (!it.silent() && some) {
        lines.add(Entry.of("- " + Wording.pods(it) + " pods seen of " + name(it) + "\n"));
      }
      List<String> unused = Wording.unused(it);
      if (!it.silent() && !unused.isEmpty()) {
        String ports = Words.some(unused, NAMES);
        lines.add(Entry.of("- " + name(it) + " declares " + ports + ", which nothing used\n"));
      }
    }
    return new MarkdownSection(
        "\n### Would it hold?\n\n" + Wording.saturation(report.saturation()) + "\n\n",
        lines,
        "",
        "line",
        "lines");
  }

  private static String name(ReportWorkload it) {
    return code(plain(it.id()));
  }

  private MarkdownSection external() {
    List<Entry> rows = new ArrayList<>();
    for (ExternalPeers it : report.external()) {
      for (Group group : it.groups()) {
        rows.add(
            Entry.of(
                row(
                    code(plain(it.workload())),
                    it.direction(),
                    code(Words.some(group.blocks(), NAMES)) + names(group),
                    Words.some(group.ports(), NAMES),
                    Words.number(group.connections()),
                    group.flagged() ? "**" + group.range() + "**" : group.range())));
      }
    }
    return folded(
        "Outside the cluster",
        """
        | Workload | Direction | Addresses | Ports | Connections | Range |
        |---|---|---|---|--:|---|
        """,
        rows,
        "group",
        "groups");
  }

  private String names(Group group) {
    List<String> names = report.names(group.flows());
    return names.isEmpty() ? "" : " " + code(Words.some(names, NAMES));
  }

  private MarkdownSection lacks() {
    return folded(
        "What the logs do not tell",
        "| Format | What it lacks | What that means |\n|---|---|---|\n",
        report.capture().lacks().stream()
            .map(it -> Entry.of(row(it.format(), it.lacks(), it.means())))
            .toList(),
        "line",
        "lines");
  }

  private static String text(RecordAccounting.Place it) {
    String key = it.key().isEmpty() ? "" : "(" + it.key() + "): ";
    return it.file() + ":" + it.line() + " " + key + it.excerpt();
  }

  private MarkdownSection accounting() {
    RecordAccounting it = report.accounting();
    List<Entry> rows = new ArrayList<>();
    it.connections()
        .forEach((format, count) -> rows.add(count("connections (" + format + ")", count, "")));
    rows.add(count("about the capture", it.about(), ""));
    for (RecordAccounting.Skipped skipped : it.skipped()) {
      String first =
          skipped.first().stream()
              .limit(1)
              .map(place -> code(plain(text(place))))
              .findFirst()
              .orElse("");
      rows.add(count("skipped: " + skipped.label(), skipped.count(), first));
    }
    for (RecordAccounting.NoFlow other : it.noFlows()) {
      rows.add(count("of the connections, no flow: " + other.reason(), other.connections(), ""));
    }
    return folded(
        "Every record accounted for (" + Words.count(it.records(), "record") + ")",
        "| What became of it | Records | The first |\n|---|--:|---|\n",
        rows,
        "line",
        "lines");
  }

  private static Entry count(String what, long count, String first) {
    return Entry.of(row(what, Words.number(count), first));
  }

  private MarkdownSection made() {
    Made it = report.made();
    List<Entry> rows = new ArrayList<>();
    for (Made.Input input : it.inputs()) {
      rows.add(
          Entry.of(
              "- "
                  + input.role()
                  + " "
                  + code(plain(input.name()))
                  + ", "
                  + Words.count(input.bytes(), "byte")
                  + (input.sha256().isEmpty() ? "" : ", SHA-256 `" + input.sha256() + "`")
                  + "\n"));
    }
    it.options()
        .forEach(
            (name, values) ->
                rows.add(
                    Entry.of(
                        "- " + code((name + " " + Words.some(values, NAMES)).strip()) + "\n")));
    it.modes().forEach((name, mode) -> rows.add(Entry.of("- mode " + name + "=" + mode + "\n")));
    String when = it.at().isEmpty() ? "" : " at " + it.at();
    return folded("How this was made, by " + it.by() + when, "", rows, "line", "lines");
  }
}
