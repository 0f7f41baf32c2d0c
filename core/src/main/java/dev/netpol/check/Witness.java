// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.model.Direction;
import dev.netpol.model.Protocol;
import dev.netpol.policy.Party;
import dev.netpol.policy.Verdict;
import dev.netpol.policy.Verdict.Ground;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One connection that shows a change.
 *
 * @param before what the old policies say to it
 * @param after what the new policies say to it
 */
public record Witness(
    Party from, Party to, Protocol protocol, int port, Verdict before, Verdict after) {

  public Witness {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(after, "after");
  }

  /** The directions in which it was cut and is no more, or was not and is: egress first. */
  public List<Direction> turned() {
    return Stream.of(Direction.EGRESS, Direction.INGRESS)
        .filter(it -> isCut(before, it) != isCut(after, it))
        .toList();
  }

  private static boolean isCut(Verdict verdict, Direction direction) {
    return verdict.half(direction).ground() == Ground.NO_RULE;
  }
}
