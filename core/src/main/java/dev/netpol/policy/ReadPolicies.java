// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What was found in an input.
 *
 * @param policies the valid ones, in the order of the input
 * @param diagnostics every problem, sorted by position; an error means that something that was
 *     meant as a policy is not among {@code policies}
 * @param manifests how each policy was written, by its id; none where nobody wrote them
 */
public record ReadPolicies(
    List<NetworkPolicy> policies, List<Diagnostic> diagnostics, Map<String, Manifest> manifests) {
  public ReadPolicies {
    policies = List.copyOf(policies);
    diagnostics = List.copyOf(diagnostics);
    manifests = Map.copyOf(manifests);
  }

  /** Policies that come from somewhere else, such as a cluster, with nothing to say of them. */
  public static ReadPolicies of(List<NetworkPolicy> policies) {
    return new ReadPolicies(policies, List.of(), Map.of());
  }

  /** How the policy was written. */
  public Optional<Manifest> manifest(NetworkPolicy policy) {
    return Optional.ofNullable(manifests.get(Objects.requireNonNull(policy, "policy").id()));
  }

  /** Whether the API server would have refused part of the input. */
  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(d -> d.severity() == Diagnostic.Severity.ERROR);
  }
}
