// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.model.Direction;
import dev.netpol.model.Workload;
import java.util.Comparator;
import java.util.Objects;

/**
 * A workload that no policy isolates in a direction: everyone may reach it, or it may reach
 * everyone.
 *
 * @param pods how many of its live pods; {@code 0 of 0} for a controller that has made none, whose
 *     template no policy selects
 */
public record Unprotected(Workload workload, Direction direction, Share pods)
    implements Comparable<Unprotected> {

  private static final Comparator<Unprotected> ORDER =
      Comparator.comparing(Unprotected::workload).thenComparing(Unprotected::direction);

  public Unprotected {
    Objects.requireNonNull(workload, "workload");
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(pods, "pods");
  }

  @Override
  public int compareTo(Unprotected other) {
    return ORDER.compare(this, other);
  }
}
