// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.RuleRef;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * What one of two sets of policies says and the other does not, of pods that the cluster does not
 * have: the cluster's DNS is seldom in the manifests of an application. What it opens or cuts is
 * not known.
 *
 * @param side which of both says it
 * @param rule with a peer that is none of the pods; missing: the policy itself selects none
 */
public record Unjudged(Side side, NetworkPolicy policy, Optional<RuleRef> rule)
    implements Comparable<Unjudged> {

  /** The policies before a change, and those after it. */
  public enum Side {
    BEFORE,
    AFTER
  }

  private static final Comparator<Unjudged> ORDER =
      Comparator.comparing((Unjudged it) -> it.policy.namespace())
          .thenComparing(it -> it.policy.name())
          .thenComparing(it -> it.rule.map(RuleRef::toString).orElse(""))
          .thenComparing(Unjudged::side);

  public Unjudged {
    Objects.requireNonNull(side, "side");
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(rule, "rule");
  }

  @Override
  public int compareTo(Unjudged other) {
    return ORDER.compare(this, other);
  }
}
