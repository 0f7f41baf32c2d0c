// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.cluster.Ranges;
import dev.netpol.cluster.Ranges.Range;
import dev.netpol.model.Diagnostic.Severity;
import dev.netpol.policy.Peer;

/** Addresses of pods in an ipBlock. */
final class BlockOfPods implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "block-of-pods",
          Severity.NOTE,
          Needs.SNAPSHOT,
          "an ipBlock that holds addresses of pods",
          "Network plugins disagree: some let an ipBlock match pods, as the "
              + "conformance tests want it, and some, such as Cilium, do not. What the "
              + "entry admits depends on the plugin.",
          "name pods by selectors; put the pod range into except where only the "
              + "outside is meant");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    Ranges ranges = linted.members().snapshot().ranges();
    linted.rules().forEach(rule -> inspect(rule, ranges, findings));
  }

  private static void inspect(LintedRule rule, Ranges ranges, Findings findings) {
    for (int i = 0; i < rule.peers().size(); i++) {
      if (rule.peers().get(i) instanceof Peer.IpBlock block
          && block.cidr().prefix() < single(block)) {
        int peer = i;
        ranges.pods().stream()
            .filter(it -> !it.inferred() && touches(block, it))
            .findFirst()
            .ifPresent(
                it ->
                    findings.add(
                        rule.peerAt(peer),
                        rule.peerName(peer)
                            + ": "
                            + block.cidr()
                            + " holds addresses of pods, "
                            + it.cidr()
                            + " ("
                            + it.source()
                            + ")"));
      }
    }
  }

  private static int single(Peer.IpBlock block) {
    return block.cidr().network().bits();
  }

  private static boolean touches(Peer.IpBlock block, Range range) {
    return block.cidr().overlaps(range.cidr())
        && block.except().stream().noneMatch(it -> it.contains(range.cidr()));
  }
}
