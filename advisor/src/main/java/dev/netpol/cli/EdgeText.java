// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.Edge;
import dev.netpol.check.Vertex;
import dev.netpol.terminal.Quoted;
import java.util.List;

/** Edges as lines, safe to show. */
final class EdgeText {
  /** Names are at most 63 and 253 long where the API server took them. */
  private static final int NAME = 400;

  /** Ranges and ports of one edge: all of them, however many. */
  private static final int LIST = 100_000;

  private EdgeText() {}

  /** {@code dev/web[Deployment] => dev/db[Deployment] : TCP 5432}, one a line. */
  static String of(List<Edge> edges) {
    StringBuilder text = new StringBuilder();
    edges.forEach(edge -> text.append(of(edge)).append('\n'));
    return text.toString();
  }

  static String of(Edge edge) {
    return of(edge.from()) + " => " + of(edge.to()) + " : " + edge.reach();
  }

  static String of(Vertex vertex) {
    return Quoted.plain(vertex.toString(), vertex instanceof Vertex.Pods ? NAME : LIST);
  }
}
