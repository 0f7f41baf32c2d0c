// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.testing;

import dev.netpol.check.AbsentNamespaces;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.model.Diagnostic;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.ReadPolicies;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;

/** Assertions about NetworkPolicies; most need a cluster, which {@link #on} names. */
public final class PolicyAssert extends AbstractAssert<PolicyAssert, List<NetworkPolicy>> {

  PolicyAssert(List<NetworkPolicy> actual) {
    super(actual, PolicyAssert.class);
  }

  static PolicyAssert of(ReadPolicies read) {
    PolicyAssert policies = new PolicyAssert(read.policies());
    if (read.hasErrors()) {
      throw policies.failure(
          "Expecting policies that the API server takes:%s", text(read.diagnostics()));
    }
    if (read.policies().isEmpty()) {
      throw policies.failure("Expecting policies, but there is no NetworkPolicy in what was read");
    }
    return policies;
  }

  private static String text(List<Diagnostic> diagnostics) {
    return Lines.of(
        diagnostics.stream()
            .filter(it -> it.severity() == Diagnostic.Severity.ERROR)
            .map(it -> it.at() + ": " + it.message())
            .toList());
  }

  /**
   * In this cluster, with {@link Modes#DEFAULT}. Fails at once if the cluster knows nothing of the
   * namespace of a policy, which would do nothing there.
   */
  public ClusterAssert on(ClusterSnapshot cluster) {
    return on(cluster, Modes.DEFAULT);
  }

  /** As above, with these assumptions where the specification is open. */
  public ClusterAssert on(ClusterSnapshot cluster, Modes modes) {
    Objects.requireNonNull(cluster, "cluster");
    Objects.requireNonNull(modes, "modes");
    isNotNull();
    List<Diagnostic> absent = AbsentNamespaces.of(actual, cluster);
    if (!absent.isEmpty()) {
      throw failure("Expecting policies of namespaces that the cluster has:%s", text(absent));
    }
    return new ClusterAssert(ClusterAssert.simulation(actual, cluster, modes));
  }
}
