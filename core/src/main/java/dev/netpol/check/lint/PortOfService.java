// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.Diagnostic.Severity;
import java.util.List;

/** The port of a Service where pods listen on another. */
final class PortOfService implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "service-port",
          Severity.WARNING,
          Needs.SNAPSHOT,
          "the port of a Service where its target port is needed",
          "Policies see packets after the Service was translated: the destination is "
              + "a pod and its target port. A rule with the Service's own port admits a "
              + "port at which nobody listens, and what was meant stays closed.",
          "write the target port, or its name");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    PortUse.of(linted).forEach(use -> inspect(use, findings));
  }

  private static void inspect(PortUse use, Findings findings) {
    if (use.range().first() != use.range().last() || use.exposed()) {
      return;
    }
    List<Served> dialled =
        use.served().stream()
            .filter(it -> it.port() == use.range().first() && it.protocol() == use.protocol())
            .toList();
    if (!dialled.isEmpty()) {
      Served first = dialled.get(0);
      findings.add(
          use.at(),
          use.name()
              + ": "
              + first.port()
              + " is the port of the Service "
              + first.service()
              + "; its pods listen on "
              + first.target(),
          "write " + first.target());
    }
  }
}
