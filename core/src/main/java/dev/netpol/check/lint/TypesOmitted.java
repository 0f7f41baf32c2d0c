// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.Diagnostic.Severity;

/** Egress rules without policyTypes, which close ingress as well. */
final class TypesOmitted implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "types-omitted",
          Severity.WARNING,
          Needs.POLICIES,
          "only egress rules, without policyTypes",
          "Without policyTypes the API server always adds Ingress. A policy that has "
              + "only egress rules then also closes its pods to whatever another policy "
              + "does not admit.",
          "write policyTypes: [Egress], or [Ingress, Egress] if both are meant");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    for (LintedPolicy linting : linted.policies()) {
      boolean egress = !linting.policy().egress().isEmpty();
      if (linting.leavesTypesOut() && egress && linting.omits("ingress")) {
        findings.add(
            linting.at("egress"),
            linting.id()
                + ": has only egress rules, but without policyTypes it isolates ingress, too");
      }
    }
  }
}
