// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.model.Direction;
import java.util.Set;

/**
 * Where a connect leads.
 *
 * @param mirrored whether it also counts for the responder: not where nodes translate on the way
 * @param via what was dialled, or empty
 */
record Destination(End end, int port, boolean mirrored, Set<Mark> marks, String via) {

  static Destination direct(End end, int port) {
    return new Destination(end, port, true, end.inferred() ? Set.of(Mark.INFERRED) : Set.of(), "");
  }

  /** Which policies must admit a connection from {@code from} to here. */
  Set<Direction> writes(End from) {
    boolean out = from.isWorkload();
    boolean in = end.isWorkload() && mirrored;
    if (out && in) {
      return Set.of(Direction.EGRESS, Direction.INGRESS);
    }
    return out ? Set.of(Direction.EGRESS) : in ? Set.of(Direction.INGRESS) : Set.of();
  }
}
