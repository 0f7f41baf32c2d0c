// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.flow.Tally;
import dev.netpol.flow.Tuple;
import java.util.List;
import java.util.Objects;

/**
 * What policies would do to an observation.
 *
 * @param legs what was judged; none where nothing could be, or no policy meets the traffic
 * @param reason for {@link Answer#UNKNOWN} and {@link Answer#UNDEFINED}, and for traffic that no
 *     policy meets; else empty. May hold text from a trace
 */
public record Judged(Tuple tuple, Tally tally, Answer answer, List<Leg> legs, String reason) {

  public enum Answer {
    /** All of it. */
    ALLOWED,
    /** At least one leg. */
    DENIED,
    /** The specification does not say. */
    UNDEFINED,
    /** It cannot be told who the ends are, or what labels they have. */
    UNKNOWN
  }

  public Judged {
    Objects.requireNonNull(tuple, "tuple");
    Objects.requireNonNull(tally, "tally");
    Objects.requireNonNull(answer, "answer");
    legs = List.copyOf(legs);
    Objects.requireNonNull(reason, "reason");
  }

  /** Whether a leg would be cut. */
  public boolean isDenied() {
    for (Leg leg : legs) {
      if (leg.answer() == Answer.DENIED) {
        return true;
      }
    }
    return false;
  }

  /** The legs that would be cut. */
  public List<Leg> denied() {
    return legs.stream().filter(leg -> leg.answer() == Answer.DENIED).toList();
  }
}
