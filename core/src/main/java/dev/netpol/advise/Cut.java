// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.flow.Flow;
import dev.netpol.model.Direction;
import dev.netpol.model.Workload;
import java.util.Comparator;
import java.util.Objects;

/**
 * A connection that worked and that the proposed policies would cut, because no policy can express
 * it.
 *
 * @param workload whose policy would cut it
 * @param direction of that policy
 * @param reason what stands in the way, for people; may hold text from a trace
 * @param remedy what would help, or empty
 */
public record Cut(Workload workload, Direction direction, Flow flow, String reason, String remedy)
    implements Comparable<Cut> {

  private static final Comparator<Cut> ORDER =
      Comparator.comparing((Cut cut) -> cut.workload, Comparator.naturalOrder())
          .thenComparing(Cut::direction)
          .thenComparing(Cut::flow);

  public Cut {
    Objects.requireNonNull(workload, "workload");
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(flow, "flow");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(remedy, "remedy");
  }

  @Override
  public int compareTo(Cut other) {
    return ORDER.compare(this, other);
  }
}
