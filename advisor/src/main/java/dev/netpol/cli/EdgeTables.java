// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.Edge;
import dev.netpol.model.PortSet;
import dev.netpol.terminal.MarkdownText;
import java.util.List;

/** Edges as tables. */
final class EdgeTables {
  private EdgeTables() {}

  /** RFC 4180, but with line feeds alone; the last column is what only some pods may open. */
  static String csv(List<Edge> edges) {
    StringBuilder text = new StringBuilder("from,to,ports,ports of some pods\n");
    for (Edge edge : edges) {
      text.append(cell(EdgeText.of(edge.from())))
          .append(',')
          .append(cell(EdgeText.of(edge.to())))
          .append(',')
          .append(cell(ports(edge.reach().every())))
          .append(',')
          .append(cell(ports(edge.reach().some())))
          .append('\n');
    }
    return text.toString();
  }

  private static String ports(PortSet ports) {
    return ports.isEmpty() ? "" : ports.toString();
  }

  /** Quoted where needed; what a spreadsheet would take for a formula has an apostrophe before. */
  private static String cell(String text) {
    String safe = text.matches("[=+\\-@].*") ? "'" + text : text;
    return safe.chars().anyMatch(c -> c == ',' || c == '"')
        ? '"' + safe.replace("\"", "\"\"") + '"'
        : safe;
  }

  /** A table for a pull request. */
  static String markdown(List<Edge> edges) {
    StringBuilder text = new StringBuilder("| From | To | Ports |\n|---|---|---|\n");
    for (Edge edge : edges) {
      text.append("| ")
          .append(MarkdownText.code(EdgeText.of(edge.from())))
          .append(" | ")
          .append(MarkdownText.code(EdgeText.of(edge.to())))
          .append(" | ")
          .append(edge.reach())
          .append(" |\n");
    }
    return text.toString();
  }
}
