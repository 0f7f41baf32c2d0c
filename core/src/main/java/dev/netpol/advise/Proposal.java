// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.model.Direction;
import dev.netpol.model.Workload;
import dev.netpol.policy.NetworkPolicy;
import java.util.List;
import java.util.Objects;

/**
 * A policy with its reasons.
 *
 * @param subjects the workloads that the policy selects, sorted: one, or several that nothing tells
 *     apart; none for a namespace's default-deny policy
 * @param ingress one for each ingress rule of the policy, in the same order
 * @param egress one for each egress rule of the policy, in the same order
 */
public record Proposal(
    NetworkPolicy policy,
    List<Workload> subjects,
    List<RuleEvidence> ingress,
    List<RuleEvidence> egress)
    implements Comparable<Proposal> {

  public Proposal {
    Objects.requireNonNull(policy, "policy");
    subjects = List.copyOf(subjects);
    ingress = List.copyOf(ingress);
    egress = List.copyOf(egress);
    if (ingress.size() != policy.ingress().size() || egress.size() != policy.egress().size()) {
      throw new IllegalArgumentException("each rule should have its evidence: " + policy.id());
    }
  }

  /** The evidence of a direction's rules. */
  public List<RuleEvidence> evidence(Direction direction) {
    return direction == Direction.INGRESS ? ingress : egress;
  }

  /** Whether this is a namespace's default-deny policy. */
  public boolean isDefaultDeny() {
    return subjects.isEmpty();
  }

  /** By namespace and name. */
  @Override
  public int compareTo(Proposal other) {
    int order = policy.namespace().compareTo(other.policy.namespace());
    return order != 0 ? order : policy.name().compareTo(other.policy.name());
  }
}
