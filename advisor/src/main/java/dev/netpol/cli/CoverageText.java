// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.flow.Coverage;
import dev.netpol.model.Cidr;
import dev.netpol.model.Protocol;
import dev.netpol.terminal.Words;
import dev.netpol.trace.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** What a trace could show, in a few words for each group of nodes. */
final class CoverageText {
  private static final int NODES = 3;

  private CoverageText() {}

  /** One line for each set of nodes that were captured alike. */
  static List<String> lines(Coverage coverage) {
    TreeMap<String, List<String>> nodes = new TreeMap<>();
    for (String node : coverage.nodes()) {
      nodes.computeIfAbsent(of(coverage, node), text -> new ArrayList<>()).add(node);
    }
    List<String> lines = new ArrayList<>();
    nodes.forEach((text, names) -> lines.add(text + " on " + names(names)));
    for (Cidr block : coverage.excluded()) {
      lines.add("left out by the capture: " + block);
    }
    return lines;
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
      String sideText = side.name().toLowerCase(Locale.ROOT) + "s ";
      parts.add(sideText + (protocols.isEmpty() ? "none" : String.join(" ", protocols)));
    }
    String text = String.join(", ", parts);
    StringBuilder filters = new StringBuilder();
    coverage
        .otherFilters(node)
        .forEach(
            (name, values) ->
                filters.append(", filtered by ").append(name).append(' ').append(values));
    return text + (coverage.declared(node) ? "" : " (as seen, no header)") + filters;
  }

  private static String names(List<String> nodes) {
    if (nodes.equals(List.of(""))) {
      return "a node without name";
    }
    String count = nodes.size() > NODES ? Words.count(nodes.size(), "node") + ": " : "";
    return count + Words.some(nodes, NODES);
  }
}
