// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.Diagnostic.Severity;
import dev.netpol.model.Direction;
import dev.netpol.model.Protocol;
import dev.netpol.policy.Port;

/** DNS over one of its two protocols. */
final class DnsOneProtocol implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "dns-one-protocol",
          Severity.WARNING,
          Needs.POLICIES,
          "port 53 over one protocol only",
          "DNS asks over UDP and falls back to TCP for long answers. A port without "
              + "protocol is TCP, so that {port: 53} alone admits hardly any query; over "
              + "UDP alone, long answers fail now and then.",
          "write port 53 twice: with protocol UDP and with protocol TCP");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    for (LintedPolicy linting : linted.policies()) {
      if (linting.policy().isolates(Direction.EGRESS)) {
        inspect(linting, Protocol.TCP, Protocol.UDP, linted, findings);
        inspect(linting, Protocol.UDP, Protocol.TCP, linted, findings);
      }
    }
  }

  private static void inspect(
      LintedPolicy linting, Protocol has, Protocol lacks, Linted linted, Findings findings) {
    if (linted
        .isolatingAll(linting.policy(), Direction.EGRESS)
        .flatMap(it -> it.rules(Direction.EGRESS).stream())
        .anyMatch(rule -> admits(rule, lacks))) {
      return;
    }
    for (LintedRule rule : linting.rules(Direction.EGRESS)) {
      for (int i = 0; i < rule.ports().size(); i++) {
        if (rule.ports().get(i).equals(dns(has))) {
          String message = rule.portName(i) + ": DNS over " + has + " alone, not over " + lacks;
          if (rule.omitsProtocol(i)) {
            findings.add(rule.portAt(i), message + "; a port without protocol is TCP");
          } else {
            findings.note(rule.portAt(i), message, RULE.mend());
          }
        }
      }
    }
  }

  private static boolean admits(LintedRule rule, Protocol protocol) {
    return rule.ports().isEmpty()
        || rule.ports().stream().anyMatch(it -> Wider.than(it, dns(protocol)));
  }

  private static Port dns(Protocol protocol) {
    return Port.Numbered.of(protocol, 53);
  }
}
