// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.Diagnostic.Severity;
import dev.netpol.policy.Port;
import java.util.Set;

/** A range of ports, which not every network plugin knows. */
final class EndPort implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "end-port",
          Severity.NOTE,
          Needs.POLICIES,
          "endPort, which not every network plugin enforces",
          "A plugin without support for endPort enforces only port: the rest of the "
              + "range stays closed, and nothing says so. A snapshot that shows a plugin "
              + "known to support it silences this rule.",
          "check that the cluster's network plugin supports endPort, or write the "
              + "ports one by one");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    if (linted.snapshot().filter(EndPort::supported).isPresent()) {
      return;
    }
    linted.rules().forEach(rule -> inspect(rule, findings));
  }

  /** DaemonSets of plugins that have had it since it was in beta (Kubernetes 1.22) or longer. */
  private static final Set<String> SUPPORT =
      Set.of("calico-node", "antrea-agent", "ovnkube-node", "kindnet", "kube-network-policies");

  private static boolean supported(Members members) {
    return members.snapshot().workloads().stream()
        .anyMatch(it -> it.id().kind().equals("DaemonSet") && SUPPORT.contains(it.id().name()));
  }

  private static void inspect(LintedRule rule, Findings findings) {
    for (int i = 0; i < rule.ports().size(); i++) {
      if (rule.ports().get(i) instanceof Port.Numbered port
          && port.ports().first() != port.ports().last()) {
        findings.add(
            rule.portAt(i),
            rule.portName(i)
                + ": where endPort is not supported, this is port "
                + port.ports().first()
                + " alone, not "
                + port.ports());
      }
    }
  }
}
