// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.Edge;
import dev.netpol.check.Vertex;
import dev.netpol.terminal.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Edges as a graph for Graphviz: a box a namespace, addresses outside of them. */
final class EdgeGraph {
  private EdgeGraph() {}

  static String dot(List<Edge> edges) {
    Map<String, List<String>> namespaces = new TreeMap<>();
    List<String> outside = new ArrayList<>();
    TreeSet<Vertex> vertices = new TreeSet<>();
    edges.forEach(edge -> Stream.of(edge.from(), edge.to()).forEach(vertices::add));
    for (Vertex vertex : vertices) {
      if (vertex instanceof Vertex.Pods it) {
        namespaces
            .computeIfAbsent(it.workload().namespace(), key -> new ArrayList<>())
            .add(quoted(EdgeText.of(vertex)));
      } else {
        outside.add(quoted(EdgeText.of(vertex)));
      }
    }
    StringBuilder text = new StringBuilder("digraph connectivity {\n  node [shape=box];\n");
    int[] number = {0};
    namespaces.forEach(
        (name, its) -> {
          text.append("  subgraph cluster_" + number[0]++ + " {\n    label=")
              .append(quoted(Quoted.plain(name)))
              .append(";\n");
          its.forEach(node -> text.append("    " + node + ";\n"));
          text.append("  }\n");
        });
    outside.forEach(node -> text.append("  " + node + " [shape=ellipse];\n"));
    for (Edge edge : edges) {
      text.append("  " + quoted(EdgeText.of(edge.from())))
          .append(" -> " + quoted(EdgeText.of(edge.to())))
          .append(" [label=" + quoted(edge.reach().toString()) + "];\n");
    }
    return text.append("}\n").toString();
  }

  /** A string of DOT, in which a backslash starts an escape as well. */
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
