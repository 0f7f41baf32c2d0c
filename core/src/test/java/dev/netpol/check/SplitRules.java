// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.model.Direction;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Peer;
import dev.netpol.policy.Port;
import dev.netpol.policy.Rule;
import java.util.ArrayList;
import java.util.List;

/** The same policy in other words: one rule for each peer and port. */
final class SplitRules {

  private SplitRules() {}

  static NetworkPolicy of(NetworkPolicy policy) {
    return NetworkPolicy.of(
        policy.namespace(),
        policy.name(),
        policy.podSelector(),
        policy.policyTypes(),
        split(policy.rules(Direction.INGRESS)),
        split(policy.rules(Direction.EGRESS)));
  }

  private static List<Rule> split(List<Rule> rules) {
    List<Rule> all = new ArrayList<>();
    for (Rule rule : rules) {
      List<List<Peer>> peers =
          rule.peers().isEmpty()
              ? List.of(List.of())
              : rule.peers().stream().map(List::of).toList();
      List<List<Port>> ports =
          rule.ports().isEmpty()
              ? List.of(List.of())
              : rule.ports().stream().map(List::of).toList();
      peers.forEach(peer -> ports.forEach(port -> all.add(Rule.of(peer, port))));
    }
    return all;
  }
}
