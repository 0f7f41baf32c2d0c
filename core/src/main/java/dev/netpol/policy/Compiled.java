// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Direction;
import dev.netpol.model.PortSet;
import dev.netpol.model.Protocol;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A policy, ready to be asked. */
record Compiled(NetworkPolicy policy, RuleList ingress, RuleList egress) {

  static Compiled of(NetworkPolicy policy, Selectors selectors, Modes modes) {
    return new Compiled(
        policy,
        rules(policy, Direction.INGRESS, selectors, modes),
        rules(policy, Direction.EGRESS, selectors, modes));
  }

  RuleList rules(Direction direction) {
    return direction == Direction.INGRESS ? ingress : egress;
  }

  private static RuleList rules(
      NetworkPolicy policy, Direction direction, Selectors selectors, Modes modes) {
    return new RuleList(
        IntStream.range(0, policy.rules(direction).size())
            .mapToObj(index -> new Rule(new RuleRef(policy, direction, index), selectors, modes))
            .toList());
  }

  /** A rule: one of the peers <b>and</b> one of the ports. */
  static final class Rule {

    private final RuleRef ref;
    private final List<PeerMatcher> peers;
    private final RulePorts ports;
    private final Verdict.Miss otherPeer;
    private final Verdict.Miss otherPort;

    private Rule(RuleRef ref, Selectors selectors, Modes modes) {
      this.ref = ref;
      this.peers =
          PeerMatcher.compile(ref.rule().peers(), ref.policy().namespace(), selectors, modes);
      this.ports = RulePorts.compile(ref.rule().ports());
      this.otherPeer = new Verdict.Miss(ref, Verdict.Why.PEER);
      this.otherPort = new Verdict.Miss(ref, Verdict.Why.PORT);
    }

    RuleRef ref() {
      return ref;
    }

    /** That none of its peers is the other end. */
    Verdict.Miss otherPeer() {
      return otherPeer;
    }

    /** Why it does not admit this; null if it does. */
    Verdict.@Nullable Miss miss(Seen other, Protocol protocol, int port, Seen destination) {
      if (!admitsPeer(other)) {
        return otherPeer;
      }
      return ports.at(destination).contains(protocol, port) ? null : otherPort;
    }

    /** All ports that it admits between these. */
    PortSet ports(Seen other, Seen destination) {
      return admitsPeer(other) ? ports.at(destination) : PortSet.NONE;
    }

    private boolean admitsPeer(Seen other) {
      for (PeerMatcher peer : peers) {
        if (peer.matches(other)) {
          return true;
        }
      }
      return peers.isEmpty();
    }
  }
}
