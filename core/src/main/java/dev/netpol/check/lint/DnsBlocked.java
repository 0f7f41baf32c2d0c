// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.Diagnostic.Severity;
import dev.netpol.model.Direction;
import dev.netpol.model.Position;
import dev.netpol.model.Protocol;
import dev.netpol.policy.Party;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Pods that may connect but not look up names. */
final class DnsBlocked implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "dns-blocked",
          Severity.WARNING,
          Needs.SNAPSHOT,
          "pods that cannot reach the cluster's DNS",
          "Isolating egress closes DNS as well. The pods may connect to what the "
              + "rules name, but cannot find out its address: lookups time out.",
          "admit UDP and TCP to the DNS pods on the port where they listen; most "
              + "clusters have them in kube-system with k8s-app: kube-dns, on port 53");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    Resolvers resolvers = new Resolvers(linted.members().snapshot());
    if (resolvers.isEmpty()) {
      return;
    }
    Set<Member> seen = new HashSet<>();
    for (LintedPolicy linting : linted.policies()) {
      if (linting.policy().isolates(Direction.EGRESS)) {
        List<Member> blocked = new ArrayList<>();
        List<Member> half = new ArrayList<>();
        for (Member member : linted.selected(linting.policy())) {
          if (mayConnect(member, linted) && seen.add(member)) {
            Party pod = Resolvers.party(member.pod());
            if (!resolvers.admitted(linted.set(), pod, Protocol.UDP)) {
              blocked.add(member);
            } else if (!resolvers.admitted(linted.set(), pod, Protocol.TCP)) {
              half.add(member);
            }
          }
        }
        if (!blocked.isEmpty()) {
          findings.add(at(linting), text(linting, blocked, "", resolvers));
        }
        if (!half.isEmpty()) {
          findings.note(at(linting), text(linting, half, " over TCP", resolvers), RULE.mend());
        }
      }
    }
  }

  /** A pod that may connect to nobody needs no names. */
  private static boolean mayConnect(Member member, Linted linted) {
    return linted.set().selecting(member.pod(), Direction.EGRESS).stream()
        .anyMatch(it -> !it.egress().isEmpty());
  }

  private static Position at(LintedPolicy linting) {
    return linting.at("egress");
  }

  private static String text(
      LintedPolicy linting, List<Member> pods, String how, Resolvers resolvers) {
    return linting.id()
        + ": "
        + Some.of(pods.stream().map(Member::toString).distinct().toList())
        + " cannot reach the cluster's DNS"
        + how
        + ", "
        + Some.of(resolvers.names());
  }
}
