// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.model.Direction;
import dev.netpol.model.Workload;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * A workload with traffic that no policy is written for in some direction, and why.
 *
 * @param directions those that no policy of its own isolates
 * @param closed whether the default-deny policy of its namespace does, so that nothing is left open
 * @param reason for people, for example {@code accepts not captured on node-2}
 * @param remedy what would help, or empty
 */
public record NotAdvised(
    Workload workload, Set<Direction> directions, boolean closed, String reason, String remedy)
    implements Comparable<NotAdvised> {

  private static final Comparator<NotAdvised> ORDER =
      Comparator.comparing((NotAdvised one) -> one.workload, Comparator.naturalOrder())
          .thenComparing(one -> one.directions.toString())
          .thenComparing(NotAdvised::reason);

  public NotAdvised {
    Objects.requireNonNull(workload, "workload");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(remedy, "remedy");
    directions = java.util.Collections.unmodifiableSet(new TreeSet<>(directions));
  }

  /** One that stays open. */
  static NotAdvised open(
      Workload workload, Set<Direction> directions, String reason, String remedy) {
    return new NotAdvised(workload, directions, false, reason, remedy);
  }

  @Override
  public int compareTo(NotAdvised other) {
    return ORDER.compare(this, other);
  }
}
