// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.Cidr;
import dev.netpol.model.Diagnostic.Severity;
import dev.netpol.model.IpAddress;
import dev.netpol.policy.Peer;
import java.util.List;

/** Everything of one address family, where pods have two. */
final class SingleFamily implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "single-family",
          Severity.WARNING,
          Needs.SNAPSHOT,
          "0.0.0.0/0 without ::/0 in a dual-stack cluster, or the other way round",
          "IPv4 and IPv6 blocks have nothing in common: 0.0.0.0/0 holds no IPv6 "
              + "address. Pods with addresses of both families use either, so that some "
              + "connections pass and some do not.",
          "add an ipBlock of the other family");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    boolean dual =
        linted.members().snapshot().pods().stream()
            .anyMatch(
                it -> it.pod().addresses().stream().map(IpAddress::isV4).distinct().count() > 1);
    if (dual) {
      linted.rules().forEach(rule -> inspect(rule, findings));
    }
  }

  private static void inspect(LintedRule rule, Findings findings) {
    List<Peer.IpBlock> all =
        rule.of().rules(rule.direction()).stream()
            .filter(it -> Wider.ports(it.rule(), rule.rule()))
            .flatMap(it -> it.peers().stream())
            .filter(Peer.IpBlock.class::isInstance)
            .map(Peer.IpBlock.class::cast)
            .toList();
    for (int i = 0; i < rule.peers().size(); i++) {
      if (rule.peers().get(i) instanceof Peer.IpBlock block
          && block.cidr().prefix() == 0
          && all.stream().noneMatch(it -> it.cidr().isV4() != block.cidr().isV4())) {
        findings.add(
            rule.peerAt(i),
            rule.peerName(i)
                + ": "
                + block.cidr()
                + " without "
                + (block.cidr().isV4() ? Cidr.ALL_V6 : Cidr.ALL_V4)
                + ", but pods have addresses of both families");
      }
    }
  }
}
