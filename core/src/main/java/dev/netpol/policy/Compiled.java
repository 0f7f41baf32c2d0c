// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import com.google.common.collect.ImmutableList;
import dev.netpol.model.Direction;
import dev.netpol.model.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A policy, ready to be asked. */
record Compiled(NetworkPolicy policy, ImmutableList<Rule> ingress, ImmutableList<Rule> egress) {

  static Compiled of(NetworkPolicy policy, Modes modes) {
    return new Compiled(
        policy, rules(policy, Direction.INGRESS, modes), rules(policy, Direction.EGRESS, modes));
  }

  ImmutableList<Rule> rules(Direction direction) {
    return direction == Direction.INGRESS ? ingress : egress;
  }

  private static ImmutableList<Rule> rules(NetworkPolicy policy, Direction direction, Modes modes) {
    return IntStream.range(0, policy.rules(direction).size())
        .mapToObj(index -> Rule.of(new RuleRef(policy, direction, index), modes))
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * A rule: one of the peers <b>and</b> one of the ports.
   *
   * @param peers none: everything there is, pods or not
   * @param ports none: every port of every protocol
   */
  record Rule(RuleRef ref, List<PeerMatcher> peers, List<PortMatcher> ports) {

    static Rule of(RuleRef ref, Modes modes) {
      return new Rule(
          ref,
          ref.rule().peers().stream()
              .map(peer -> PeerMatcher.compile(peer, ref.policy().namespace(), modes))
              .collect(ImmutableList.toImmutableList()),
          ref.rule().ports().stream()
              .map(PortMatcher::compile)
              .collect(ImmutableList.toImmutableList()));
    }

    /** Why it does not admit this, or empty if it does. */
    Optional<Verdict.Why> misses(Seen other, Protocol protocol, int port, Seen destination) {
      if (!peers.isEmpty() && peers.stream().noneMatch(peer -> peer.matches(other))) {
        return Optional.of(Verdict.Why.PEER);
      }
      if (!ports.isEmpty()
          && ports.stream().noneMatch(it -> it.matches(protocol, port, destination))) {
        return Optional.of(Verdict.Why.PORT);
      }
      return Optional.empty();
    }
  }
}
