// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.policy.Peer;
import dev.netpol.policy.Port;
import dev.netpol.policy.RuleRef;
import java.util.List;
import java.util.Objects;

/**
 * What flows made of a rule.
 *
 * @param flows how many it admits
 * @param idlePeers of a rule in use, the peers that no flow needs
 * @param idlePorts of a rule in use, the ports that no flow needs
 */
public record RuleUse(
    RuleRef rule, int flows, Standing standing, List<Peer> idlePeers, List<Port> idlePorts)
    implements Comparable<RuleUse> {

  /** Whether a rule is used, and what is known of the reason if it is not. */
  public enum Standing {
    USED("used"),
    /** Nobody did what it admits while the trace was taken. */
    NOT_SEEN("no flow of the trace uses it"),
    /** The trace could not show everything that it admits. */
    NOT_CAPTURED("no flow uses it, but the trace does not cover its direction on all nodes"),
    /** The snapshot and the trace have no pod that the policy selects. */
    NO_POD("the policy selects no pod that is known"),
    /** It stands in a list that {@code policyTypes} leaves out. */
    NO_EFFECT("policyTypes leaves out its direction");

    private final String sentence;

    Standing(String sentence) {
      this.sentence = sentence;
    }

    /** For a person. */
    public String sentence() {
      return sentence;
    }
  }

  public RuleUse {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(standing, "standing");
    idlePeers = List.copyOf(idlePeers);
    idlePorts = List.copyOf(idlePorts);
  }

  public boolean used() {
    return standing == Standing.USED;
  }

  /** By rule. */
  @Override
  public int compareTo(RuleUse other) {
    return rule.compareTo(other.rule);
  }
}
