// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import com.google.common.math.LongMath;
import dev.netpol.flow.Flow;
import dev.netpol.flow.Mark;
import dev.netpol.flow.Sample;
import dev.netpol.flow.Tally;
import dev.netpol.flow.Tuple;
import java.math.BigInteger;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Why a rule is there. A flow that a direction of a policy admits is behind exactly one of its
 * rules.
 *
 * @param flows what was seen and is admitted by the rule, sorted; none for a pure assumption
 * @param assumption why it admits more than what was seen, if it does
 * @param why one line for people, for example {@code assumed: the cluster's DNS,
 *     kube-system/kube-dns}; may hold names from a trace, so it is to be escaped where it is shown
 * @param beyond addresses that the rule admits and that were not seen; 0 without ipBlocks
 */
public record RuleEvidence(
    List<Flow> flows, Optional<Assumption> assumption, String why, BigInteger beyond) {

  private static final Comparator<Flow> MOST_TUPLES_FIRST =
      Comparator.comparing((Flow flow) -> flow.tuples().size()).reversed();

  public RuleEvidence {
    Objects.requireNonNull(assumption, "assumption");
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(beyond, "beyond");
    flows = flows.stream().sorted().toList();
  }

  /** Connections behind the rule, as far as one source could count them. */
  public long connections() {
    if (flows.size() == 1) {
      return flows.get(0).connections();
    }
    // What was dialled and what stands behind it are flows of the same connections.
    Set<Tuple> counted = new HashSet<>();
    long sum = 0;
    for (Flow flow : flows.stream().sorted(MOST_TUPLES_FIRST).toList()) {
      if (flow.tuples().isEmpty() || counted.addAll(flow.tuples())) {
        sum = LongMath.saturatedAdd(sum, flow.connections());
      }
    }
    return sum;
  }

  /** What a reader should know about the flows before trusting the rule. */
  public SortedSet<Mark> marks() {
    SortedSet<Mark> marks = new TreeSet<>();
    flows.forEach(flow -> marks.addAll(flow.marks()));
    return Collections.unmodifiableSortedSet(marks);
  }

  /** Whether no source could tell if a connection behind the rule was ever established. */
  public boolean attemptedOnly() {
    return !flows.isEmpty() && flows.stream().allMatch(Flow::attemptedOnly);
  }

  /** All that was counted, for the times and the processes; its counts overlap. */
  public Tally tally() {
    return flows.stream()
        .flatMap(flow -> flow.tallies().values().stream())
        .reduce(Tally.EMPTY, Tally::merge);
  }

  /** A few records, the earliest first. */
  public List<Sample> samples() {
    return tally().samples();
  }
}
