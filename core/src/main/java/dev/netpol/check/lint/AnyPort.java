// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.Diagnostic.Severity;
import dev.netpol.policy.Port;

/** A port entry that says nothing, which is all of TCP and nothing else. */
final class AnyPort implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "any-port",
          Severity.WARNING,
          Needs.POLICIES,
          "an empty entry of ports",
          "A protocol that is left out is TCP. An entry without protocol and port "
              + "therefore admits every TCP port and no UDP or SCTP; a rule without ports "
              + "admits every protocol.",
          "remove ports to admit every protocol, or write the protocol");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    linted.rules().forEach(rule -> inspect(rule, findings));
  }

  private static void inspect(LintedRule rule, Findings findings) {
    for (int i = 0; i < rule.ports().size(); i++) {
      if (rule.ports().get(i) instanceof Port.AnyPort && rule.omitsProtocol(i)) {
        findings.add(
            rule.portAt(i), rule.portName(i) + ": is empty: every TCP port, no other protocol");
      }
    }
  }
}
