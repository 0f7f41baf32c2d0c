// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.model.Direction;
import dev.netpol.policy.PolicySet;
import dev.netpol.policy.Verdict;
import java.util.List;
import java.util.Objects;

/**
 * One way in which policies deny a flow: a pod is isolated, and no rule admits the connection.
 *
 * @param leg a packet that is denied so; others of the flow are denied for the same reason
 * @param direction whose policies deny it: {@code EGRESS} the sender's
 * @param nearest the rules of the policies that isolate the pod, and what the connection differs in
 *     from each, the nearest first; none where they have no rule
 */
public record Denial(Leg leg, Direction direction, List<NearMiss> nearest) {
  public Denial {
    Objects.requireNonNull(leg, "leg");
    Objects.requireNonNull(direction, "direction");
    nearest = List.copyOf(nearest);
  }

  static Denial of(Leg leg, Direction direction, PolicySet policies) {
    return new Denial(leg, direction, NearMiss.of(leg, direction, policies));
  }

  /** The policies that isolate the pod, and each rule that does not admit the connection. */
  public Verdict.Half half() {
    return leg.verdict().half(direction);
  }
}
