// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.model.Direction;
import dev.netpol.model.Workload;
import dev.netpol.policy.NetworkPolicy;
import java.util.Comparator;
import java.util.Objects;

/**
 * An existing policy that also admits traffic for pods of a proposal. Policies are additive: as
 * long as it is there, the proposal cuts less than it says.
 *
 * @param existing a policy of the snapshot with rules in that direction
 */
public record Widening(Workload workload, Direction direction, NetworkPolicy existing)
    implements Comparable<Widening> {

  private static final Comparator<Widening> ORDER =
      Comparator.comparing((Widening one) -> one.workload, Comparator.naturalOrder())
          .thenComparing(Widening::direction)
          .thenComparing(one -> one.existing.name());

  public Widening {
    Objects.requireNonNull(workload, "workload");
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(existing, "existing");
  }

  @Override
  public int compareTo(Widening other) {
    return ORDER.compare(this, other);
  }
}
