// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.AbsentNamespaces;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.model.Diagnostic;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.UnusableFiles;
import dev.netpol.terminal.UsageException;
import dev.netpol.terminal.Words;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Refuses namespaces that nobody has heard of. */
final class KnownNamespaces {
  private KnownNamespaces() {}

  /**
   * Refuses names that neither the cluster nor the policies have, as those of a slip of the pen.
   *
   * @throws UsageException naming the first of them
   */
  static void mustHave(
      Collection<String> names, Collection<NetworkPolicy> policies, ClusterSnapshot snapshot) {
    SortedSet<String> known = new TreeSet<>(snapshot.namespaces().keySet());
    snapshot.workloads().forEach(it -> known.add(it.id().namespace()));
    policies.forEach(it -> known.add(it.namespace()));
    for (String name : names) {
      if (!known.isEmpty() && !known.contains(name)) {
        throw new UsageException(
            "unknown-namespace",
            "nothing is known of a namespace "
                + Quoted.of(name)
                + Quoted.plain(Words.meant(name, List.copyOf(known)), 400));
      }
    }
  }

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
