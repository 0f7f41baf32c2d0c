// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.AbsentNamespaces;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.model.Diagnostic;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.terminal.UnusableFiles;
import java.util.Collection;
import java.util.List;

/** Refuses policies of namespaces that the cluster does not have. */
final class KnownNamespaces {
  private KnownNamespaces() {}

  /**
   * Passes when all is known, and when nothing is known of any namespace.
   *
   * @throws UnusableFiles naming each namespace that is missing
   */
  static void mustHold(Collection<NetworkPolicy> policies, ClusterSnapshot snapshot) {
    List<Diagnostic> absent = AbsentNamespaces.of(policies, snapshot);
    if (!absent.isEmpty()) {
      throw new UnusableFiles(absent);
    }
  }
}
