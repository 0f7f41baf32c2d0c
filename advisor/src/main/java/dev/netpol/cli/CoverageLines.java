// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.flow.Coverage;
import dev.netpol.model.Cidr;
import dev.netpol.model.Protocol;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.SummaryLines;
import dev.netpol.terminal.Times;
import dev.netpol.terminal.Words;
import dev.netpol.trace.Side;
import dev.netpol.trace.TraceFormat;
import dev.netpol.trace.TraceLimit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** What a trace could show, in a few words for each group of nodes, and what it lost. */
final class CoverageLines {
  private static final int NODES = 3;

  private CoverageLines() {}

  static void add(SummaryLines lines, Coverage coverage) {
    lines.line("window", Times.window(coverage.first(), coverage.last()));
    TreeMap<String, List<String>> alike = new TreeMap<>();
    for (String node : coverage.nodes()) {
      alike.computeIfAbsent(of(coverage, node), text -> new ArrayList<>()).add(node);
    }
    alike.forEach((text, nodes) -> lines.line("covered", Quoted.sentence(text) + names(nodes)));
    lines.line(
        "left out",
        coverage.excluded().isEmpty()
            ? ""
            : Words.some(coverage.excluded().stream().map(Cidr::toString).toList(), NODES)
                + ", by a filter of the capture");
    List<String> lost = new ArrayList<>();
    coverage
        .losses()
        .forEach((layer, count) -> lost.add(Words.count(count, "event") + " lost: " + layer));
    for (String node : coverage.truncated()) {
      lost.add("the capture" + (node.isEmpty() ? "" : " of " + node) + " has no end record");
    }
    lines.line("incomplete", "the trace does not hold all that happened", lost);
  }

  /** What the formats that were read do not tell; docs/formats.md has the same words. */
  static void lacks(SummaryLines lines, Collection<TraceFormat> formats) {
    List<String> lacks = new ArrayList<>();
    for (TraceFormat format : formats) {
      for (TraceLimit limit : format.limits()) {
        lacks.add(format.id() + ": " + limit.lacks() + ": " + limit.means());
      }
    }
    lines.line("lacking", "what such logs do not tell, see docs/formats.md", lacks);
  }

  private static String of(Coverage coverage, String node) {
    List<String> parts = new ArrayList<>();
    for (Side side : Side.values()) {
      List<String> protocols = new ArrayList<>();
      for (Protocol protocol : Protocol.values()) {
        if (coverage.covers(node, side, protocol)) {
          protocols.add(protocol.toString());
        }
      }
      String name = side.name().toLowerCase(Locale.ROOT) + "s ";
      parts.add(name + (protocols.isEmpty() ? "none" : String.join(" ", protocols)));
    }
    coverage
        .otherFilters(node)
        .forEach((name, values) -> parts.add("filtered by " + name + " " + values));
    String text = String.join(", ", parts);
    return coverage.declared(node) ? text : text + " (as seen, no header)";
  }

  private static String names(List<String> nodes) {
    if (nodes.equals(List.of(""))) {
      return "";
    }
    String count = nodes.size() > NODES ? Words.count(nodes.size(), "node") + ": " : "";
    return " on " + count + Words.some(nodes, NODES);
  }
}
