// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.Diagnostic.Severity;
import dev.netpol.model.Direction;
import dev.netpol.policy.Peer;
import dev.netpol.policy.Port;

/** A port name where there is nobody to resolve it. */
final class NamedPortToBlock implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "named-port-to-block",
          Severity.WARNING,
          Needs.POLICIES,
          "a named port in an egress rule to addresses",
          "A port name is looked up in the containers of the destination pod. An "
              + "address outside the cluster declares no names, so the entry admits nothing "
              + "there.",
          "write the number");

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

  private static void inspect(LintedRule rule, Findings findings) {
    long blocks = rule.peers().stream().filter(Peer.IpBlock.class::isInstance).count();
    for (int i = 0; blocks > 0 && i < rule.ports().size(); i++) {
      if (rule.ports().get(i) instanceof Port.Named port) {
        String message =
            rule.portName(i)
                + ": the name "
                + port.name()
                + " means nothing at an address outside the cluster";
        if (blocks == rule.peers().size()) {
          findings.add(rule.portAt(i), message);
        } else {
          findings.note(rule.portAt(i), message, RULE.mend());
        }
      }
    }
  }
}
