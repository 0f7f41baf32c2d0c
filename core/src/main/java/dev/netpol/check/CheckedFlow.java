// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.flow.Flow;
import dev.netpol.policy.RuleRef;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What policies would do to a flow of a trace.
 *
 * @param flow with the observations that this is about: those that worked, or those that failed
 * @param denials why it is denied, each reason once; none unless it is
 * @param rules the rules that admit it or a part of it, sorted
 * @param senders how many of the pods or addresses that opened it are denied
 * @param backends how many of the pods or addresses that it leads to are denied: a Service stands
 *     for all of its endpoints
 * @param reasons why it cannot be judged, or why no policy meets it; may hold text from a trace
 */
public record CheckedFlow(
    Flow flow,
    Answer answer,
    List<Denial> denials,
    List<RuleRef> rules,
    Share senders,
    Share backends,
    SortedSet<String> reasons)
    implements Comparable<CheckedFlow> {

  /** What becomes of a flow; worst first. */
  public enum Answer {
    /** At least one of the packets that it stands for would be cut. */
    DENIED,
    /** It cannot be told who the ends are or what labels they have, or it is not specified. */
    UNDECIDED,
    /** Nothing stands in its way, and no rule either: no policy isolates an end of it. */
    OPEN,
    /** Rules admit it, at one end or at both, and nothing stands in its way. */
    COVERED
  }

  public CheckedFlow {
    Objects.requireNonNull(flow, "flow");
    Objects.requireNonNull(answer, "answer");
    denials = List.copyOf(denials);
    rules = List.copyOf(rules);
    Objects.requireNonNull(senders, "senders");
    Objects.requireNonNull(backends, "backends");
    reasons = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(reasons));
  }

  /** Whether it only failed when the trace was taken, so that denying it would change nothing. */
  public boolean failed() {
    return flow.failedOnly();
  }

  public boolean denied() {
    return answer == Answer.DENIED;
  }

  /** Worst first, then by connection. */
  @Override
  public int compareTo(CheckedFlow other) {
    int order = Boolean.compare(failed(), other.failed());
    order = order != 0 ? order : answer.compareTo(other.answer);
    return order != 0 ? order : flow.compareTo(other.flow);
  }
}
