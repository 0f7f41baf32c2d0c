// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.flow.Flow;
import dev.netpol.policy.Peer;
import dev.netpol.policy.Port;
import dev.netpol.policy.Rule;
import java.util.List;

/** A rule, and what was seen of what it admits. */
record FoldedRule(Rule rule, List<Flow> flows) {
  FoldedRule {
    flows = List.copyOf(flows);
  }

  static FoldedRule of(List<? extends Peer> peers, List<? extends Port> ports, List<Flow> flows) {
    return new FoldedRule(Rule.of(peers, ports), flows);
  }
}
