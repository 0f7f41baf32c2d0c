// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.Cidr;
import dev.netpol.model.Diagnostic.Severity;
import dev.netpol.model.Direction;
import dev.netpol.model.IpAddress;
import dev.netpol.model.PortRange;
import dev.netpol.model.Protocol;
import dev.netpol.policy.Peer;
import dev.netpol.policy.Port;

/** A way to the cloud's metadata service. */
final class MetadataAddress implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "metadata-address",
          Severity.NOTE,
          Needs.POLICIES,
          "egress to 169.254.169.254, port 80",
          "Clouds hand out the node's credentials at this address. A pod that may "
              + "reach it can act as its node, and the wide blocks meant for the internet "
              + "hold it, too.",
          "add it to except: 169.254.169.254/32, unless there is no cloud below");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    linted
        .rules()
        .filter(rule -> rule.direction() == Direction.EGRESS)
        .forEach(rule -> inspect(rule, findings));
  }

  private static final IpAddress METADATA = IpAddress.parse("169.254.169.254");
  private static final Cidr LINK_LOCAL = Cidr.parse("169.254.0.0/16");
  private static final Port HTTP = new Port.Numbered(Protocol.TCP, PortRange.of(80));

  private static void inspect(LintedRule rule, Findings findings) {
    boolean http =
        rule.ports().isEmpty() || rule.ports().stream().anyMatch(it -> Wider.than(it, HTTP));
    for (int i = 0; http && i < rule.peers().size(); i++) {
      // Who names it, or its neighbourhood, knows.
      if (rule.peers().get(i) instanceof Peer.IpBlock block
          && block.contains(METADATA)
          && !LINK_LOCAL.contains(block.cidr())) {
        findings.add(
            rule.peerAt(i), rule.peerName(i) + ": " + block.cidr() + " holds 169.254.169.254");
      }
    }
  }
}
