// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.flow.Coverage;
import dev.netpol.flow.ResolvedFlows;
import java.util.List;
import java.util.Objects;

/** What should be allowed? */
public final class PolicyAdvisor {

  private PolicyAdvisor() {}

  /**
   * Policies that admit every observed flow that a policy can express, and nothing else but what
   * they mark as assumed.
   *
   * @param snapshot what the flows were resolved with
   */
  public static Advice advise(
      ClusterSnapshot snapshot, ResolvedFlows flows, Coverage coverage, AdviceOptions options) {
    Objects.requireNonNull(snapshot, "snapshot");
    Objects.requireNonNull(flows, "flows");
    Objects.requireNonNull(coverage, "coverage");
    Objects.requireNonNull(options, "options");
    return new Advice(
        List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
        flows, coverage, options);
  }
}
