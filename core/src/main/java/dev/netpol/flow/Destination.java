// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.model.Direction;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where a connect leads.
 *
 * @param mirrored whether it also counts for the responder: not where nodes translate on the way
 * @param via what was dialled, or empty
 */
record Destination(End end, int port, boolean mirrored, Set<Mark> marks, String via) {

  // Such sets are added to each other at one stroke.
  private static final Set<Direction> BOTH = EnumSet.allOf(Direction.class);
  private static final Set<Direction> EGRESS = EnumSet.of(Direction.EGRESS);
  private static final Set<Direction> INGRESS = EnumSet.of(Direction.INGRESS);
  private static final Set<Direction> NEITHER = EnumSet.noneOf(Direction.class);
  private static final Set<Mark> CERTAIN = EnumSet.noneOf(Mark.class);
  private static final Set<Mark> INFERRED = EnumSet.of(Mark.INFERRED);

  static Destination direct(End end, int port) {
    return new Destination(end, port, true, end.inferred() ? INFERRED : CERTAIN, "");
  }

  /** Which policies must admit a connection from {@code from} to here. */
  Set<Direction> writes(End from) {
    return writes(from.isWorkload(), end.isWorkload() && mirrored);
  }

  /** The initiator's policies, the responder's, both or none. */
  static Set<Direction> writes(boolean out, boolean in) {
    return out ? in ? BOTH : EGRESS : in ? INGRESS : NEITHER;
  }
}
