// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.Diagnostic.Severity;

/** An empty egress list without policyTypes, which isolates the other direction. */
final class EmptyEgress implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "empty-egress",
          Severity.ERROR,
          Needs.POLICIES,
          "an empty egress list without policyTypes",
          "Without policyTypes the API server adds Egress only when there are egress "
              + "rules, and Ingress always. An empty list was meant to close egress: it "
              + "leaves egress open and closes ingress.",
          "write policyTypes: [Egress] to deny all egress");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    for (LintedPolicy linting : linted.policies()) {
      boolean empty = linting.policy().egress().isEmpty() && !linting.omits("egress");
      if (linting.leavesTypesOut() && empty) {
        findings.add(
            linting.at("egress"),
            linting.id()
                + ": egress is empty and there are no policyTypes, so that this isolates ingress"
                + " and leaves egress open");
      }
    }
  }
}
