// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Direction;
import java.util.Comparator;
import java.util.Objects;

/**
 * A rule of a policy.
 *
 * @param index position in the list of its direction, from 0
 */
public record RuleRef(NetworkPolicy policy, Direction direction, int index)
    implements Comparable<RuleRef> {

  private static final Comparator<RuleRef> ORDER =
      Comparator.comparing((RuleRef ref) -> ref.policy().namespace())
          .thenComparing(ref -> ref.policy().name())
          .thenComparing(RuleRef::direction)
          .thenComparingInt(RuleRef::index);

  public RuleRef {
    Objects.requireNonNull(direction, "direction");
    Objects.checkIndex(index, policy.rules(direction).size());
  }

  public Rule rule() {
    return policy.rules(direction).get(index);
  }

  @Override
  public int compareTo(RuleRef other) {
    return ORDER.compare(this, other);
  }

  // Not of all that the policy says: of a long one that takes long, and each of its rules asks.
  @Override
  public int hashCode() {
    int name = 31 * policy.namespace().hashCode() + policy.name().hashCode();
    return 31 * name + index;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RuleRef it
        && index == it.index
        && direction == it.direction
        && policy.equals(it.policy);
  }

  /** {@code namespace/name ingress[0]}. */
  @Override
  public String toString() {
    return policy.id() + (direction == Direction.INGRESS ? " ingress[" : " egress[") + index + "]";
  }
}
