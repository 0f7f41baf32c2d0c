// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.model.Cidr;
import dev.netpol.model.Diagnostic.Severity;
import dev.netpol.policy.Peer;
import java.util.Optional;

/** Addresses of Services in an ipBlock. */
final class BlockOfServices implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "block-of-services",
          Severity.WARNING,
          Needs.SNAPSHOT,
          "an ipBlock within the Service range",
          "The address of a Service is translated to that of a pod before policies "
              + "look at the packet, or left to the plugin to decide. The entry does not "
              + "admit what the Service leads to.",
          "select the pods behind the Service, with their target port");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    ClusterSnapshot snapshot = linted.members().snapshot();
    linted.rules().forEach(rule -> inspect(rule, snapshot, findings));
  }

  private static void inspect(LintedRule rule, ClusterSnapshot snapshot, Findings findings) {
    for (int i = 0; i < rule.peers().size(); i++) {
      if (rule.peers().get(i) instanceof Peer.IpBlock block) {
        int peer = i;
        Optional<String> service =
            snapshot.services().stream()
                .filter(it -> it.clusterIps().stream().map(Cidr::of).anyMatch(block.cidr()::equals))
                .map(it -> "the address of the Service " + it)
                .findFirst();
        service
            .or(() -> within(block, snapshot))
            .ifPresent(
                what ->
                    findings.add(
                        rule.peerAt(peer),
                        rule.peerName(peer) + ": " + block.cidr() + " is " + what));
      }
    }
  }

  private static Optional<String> within(Peer.IpBlock block, ClusterSnapshot snapshot) {
    return snapshot.ranges().services().stream()
        .filter(it -> !it.inferred() && it.cidr().contains(block.cidr()))
        .map(it -> "within the Service range " + it.cidr() + " (" + it.source() + ")")
        .findFirst();
  }
}
