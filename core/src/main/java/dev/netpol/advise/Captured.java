// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.flow.Coverage;
import dev.netpol.model.Direction;
import dev.netpol.model.Protocol;
import java.util.EnumSet;
import java.util.Set;

/**
 * What was captured on a node, worked out once for all workloads there.
 *
 * @param filtered whether something was left out that no namespace or address tells
 */
record Captured(boolean filtered, Set<Protocol> ingress, Set<Protocol> egress) {

  static Captured on(String node, Coverage coverage) {
    return new Captured(
        !coverage.otherFilters(node).isEmpty(),
        protocols(node, Direction.INGRESS, coverage),
        protocols(node, Direction.EGRESS, coverage));
  }

  private static Set<Protocol> protocols(String node, Direction direction, Coverage coverage) {
    EnumSet<Protocol> covered = EnumSet.noneOf(Protocol.class);
    for (Protocol protocol : Protocol.values()) {
      if (coverage.covers(node, direction, protocol)) {
        covered.add(protocol);
      }
    }
    return covered;
  }

  Set<Protocol> in(Direction direction) {
    return direction == Direction.INGRESS ? ingress : egress;
  }
}
