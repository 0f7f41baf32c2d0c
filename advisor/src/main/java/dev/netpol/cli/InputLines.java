// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.flow.Accounting;
import dev.netpol.flow.Accounting.Skipped;
import dev.netpol.flow.Accounting.Where;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.SummaryLines;
import dev.netpol.terminal.Words;
import dev.netpol.trace.TraceFormat;
import java.util.ArrayList;
import java.util.List;

/** What was read, and what was not understood. */
final class InputLines {
  private InputLines() {}

  static void add(SummaryLines lines, Accounting accounting, List<String> inputs) {
    List<String> formats = accounting.events().keySet().stream().map(TraceFormat::id).toList();
    lines.line(
        "read",
        Words.count(accounting.records(), "record")
            + " of "
            + (inputs.size() == 1 ? Quoted.plain(inputs.get(0)) : inputs.size() + " files")
            + ": "
            + Words.count(accounting.connections(), "connection")
            + (formats.isEmpty() ? "" : " (" + String.join(", ", formats) + ")")
            + ", "
            + Words.number(accounting.about())
            + " about the capture");
    List<String> skipped = new ArrayList<>();
    accounting.skipped().forEach((reason, some) -> skipped.add(text(reason.label(), some)));
    long count = accounting.skipped().values().stream().mapToLong(Skipped::count).sum();
    lines.full("skipped", Words.count(count, "record"), skipped);
  }

  private static String text(String label, Skipped skipped) {
    String text = label + ": " + Words.number(skipped.count());
    if (skipped.first().isEmpty()) {
      return text;
    }
    Where first = skipped.first().get(0);
    String excerpt = first.excerpt().isBlank() ? "" : " " + Quoted.of(first.excerpt());
    String key =
        first.key().isEmpty() ? "" : " (" + first.key() + ")" + (excerpt.isEmpty() ? "" : ":");
    return text + ", the first at " + first.at() + key + excerpt;
  }
}
