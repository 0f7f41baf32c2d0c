// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.model.Direction;
import dev.netpol.policy.Party;
import dev.netpol.policy.PolicySet;
import dev.netpol.policy.RuleRef;
import dev.netpol.policy.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * A rule that does not admit a connection, and what it would take: the answer to "I wrote a rule
 * for this, why does it not work?".
 *
 * @param differences at least one; a rule has many peers and ports, these are from the nearest ones
 */
public record NearMiss(RuleRef rule, List<Difference> differences) implements Comparable<NearMiss> {

  private static final Comparator<NearMiss> ORDER =
      Comparator.comparingInt(NearMiss::distance).thenComparing(NearMiss::rule);

  public NearMiss {
    Objects.requireNonNull(rule, "rule");
    differences = List.copyOf(differences);
  }

  /**
   * What each candidate rule of a direction lacks, the nearest rule first. Empty where that
   * direction does not deny, and where the policies that isolate the pod have no rule.
   *
   * @param policies those that gave the leg's verdict
   */
  public static List<NearMiss> of(Leg leg, Direction direction, PolicySet policies) {
    Party other = direction == Direction.INGRESS ? leg.from() : leg.to();
    PeerDifferences peers = new PeerDifferences(other, policies);
    PortDifferences ports = new PortDifferences(leg, policies.modes());
    List<NearMiss> misses = new ArrayList<>();
    for (Verdict.Miss miss : leg.verdict().half(direction).misses()) {
      List<Difference> differences = new ArrayList<>(peers.of(miss));
      differences.addAll(ports.of(miss.rule().rule()));
      misses.add(new NearMiss(miss.rule(), differences));
    }
    return misses.stream().sorted().toList();
  }

  /** Less is nearer. */
  private int distance() {
    return differences.stream().mapToInt(it -> it.kind().weight()).sum();
  }

  @Override
  public int compareTo(NearMiss other) {
    return ORDER.compare(this, other);
  }

  /** {@code dev/web ingress[0]: port 81/TCP is not 80/TCP; label app is "b", not "a"}. */
  @Override
  public String toString() {
    return rule + ": " + String.join("; ", differences.stream().map(Difference::text).toList());
  }
}
