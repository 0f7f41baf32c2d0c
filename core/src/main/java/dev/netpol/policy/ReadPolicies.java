// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Diagnostic;
import java.util.List;

/**
 * What was found in an input.
 *
 * @param policies the valid ones, in the order of the input
 * @param diagnostics every problem, sorted by position; an error means that something that was
 *     meant as a policy is not among {@code policies}
 */
public record ReadPolicies(List<NetworkPolicy> policies, List<Diagnostic> diagnostics) {
  public ReadPolicies {
    policies = List.copyOf(policies);
    diagnostics = List.copyOf(diagnostics);
  }

  /** Whether the API server would have refused part of the input. */
  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(d -> d.severity() == Diagnostic.Severity.ERROR);
  }
}
