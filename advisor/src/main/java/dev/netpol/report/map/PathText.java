// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report.map;

import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;

/**
 * The way of a line as the path data of SVG: as short as it can be said, relative to the point
 * before, along the axes wherever it runs there.
 *
 * @see <a href="https://www.w3.org/TR/SVG2/paths.html#PathData">SVG 2, path data</a>
 */
final class PathText {
  /** Nearer to a box than any line between others, and inside of what surrounds it. */
  private static final int AROUND = 5;

  private final StringBuilder text = new StringBuilder();
  private final double left;
  private final double top;
  private long x;
  private long y;

  private PathText(ElkNode container) {
    left = left(container);
    top = top(container);
  }

  static String of(ElkEdge edge) {
    PathText path = new PathText(edge.getContainingNode());
    for (ElkEdgeSection section : edge.getSections()) {
      path.begin(section.getStartX(), section.getStartY());
      for (ElkBendPoint bend : section.getBendPoints()) {
        path.on(bend.getX(), bend.getY());
      }
      path.on(section.getEndX(), section.getEndY());
    }
    return path.text.toString();
  }

  /** From a box back to itself, around its top. */
  static String above(ElkPort exit, ElkPort entry) {
    PathText path = new PathText(exit.getParent());
    path.begin(exit.getX(), exit.getY());
    path.on(exit.getX() + AROUND, exit.getY());
    path.on(exit.getX() + AROUND, -AROUND);
    path.on(entry.getX() - AROUND, -AROUND);
    path.on(entry.getX() - AROUND, entry.getY());
    path.on(entry.getX(), entry.getY());
    return path.text.toString();
  }

  private void begin(double toX, double toY) {
    x = Math.round(left + toX);
    y = Math.round(top + toY);
    text.append('M').append(x).append(' ').append(y);
  }

  private void on(double toX, double toY) {
    long right = Math.round(left + toX) - x;
    long down = Math.round(top + toY) - y;
    if (right == 0 && down == 0) {
      return;
    }
    if (down == 0) {
      text.append('h').append(right);
    } else if (right == 0) {
      text.append('v').append(down);
    } else {
      text.append('l').append(right).append(' ').append(down);
    }
    x += right;
    y += down;
  }

  /** From the left of the whole drawing: ELK counts from the node around. */
  static double left(ElkNode node) {
    ElkNode parent = node.getParent();
    return parent == null ? 0 : node.getX() + left(parent);
  }

  static double top(ElkNode node) {
    ElkNode parent = node.getParent();
    return parent == null ? 0 : node.getY() + top(parent);
  }
}
