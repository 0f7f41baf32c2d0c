// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import java.util.Comparator;
import java.util.Objects;

/** Who may open connections to whom, and on which ports. */
public record Edge(Vertex from, Vertex to, Reach reach) implements Comparable<Edge> {

  private static final Comparator<Edge> ORDER =
      Comparator.comparing(Edge::from).thenComparing(Edge::to);

  public Edge {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(reach, "reach");
  }

  @Override
  public int compareTo(Edge other) {
    return ORDER.compare(this, other);
  }

  /** {@code dev/web[Deployment] => dev/db[Deployment] : TCP 5432}. */
  @Override
  public String toString() {
    return from + " => " + to + " : " + reach;
  }
}
