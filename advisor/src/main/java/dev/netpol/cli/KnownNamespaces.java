// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.model.Diagnostic;
import dev.netpol.policy.NetworkPolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Refuses policies of namespaces that the cluster does not have. They would change nothing, and the
 * answer would be a good one for the wrong reason: another cluster's snapshot, or a slip of the
 * pen.
 */
final class KnownNamespaces {
  private KnownNamespaces() {}

  /**
   * Passes when all is known, and when nothing is known of any namespace.
   *
   * @throws UnusablePolicies naming each namespace that is missing
   */
  static void mustHold(Collection<NetworkPolicy> policies, ClusterSnapshot snapshot) {
    if (snapshot.namespaces().isEmpty()) {
      return;
    }
    List<Diagnostic> missing = new ArrayList<>();
    Map<String, List<NetworkPolicy>> byNamespace =
        policies.stream().collect(groupingBy(NetworkPolicy::namespace, TreeMap::new, toList()));
    byNamespace.forEach(
        (namespace, its) -> {
          if (!snapshot.namespaces().containsKey(namespace)) {
            missing.add(missing(namespace, its));
          }
        });
    if (!missing.isEmpty()) {
      throw new UnusablePolicies(missing);
    }
  }

  private static Diagnostic missing(String namespace, List<NetworkPolicy> policies) {
    NetworkPolicy first = policies.get(0);
    String more =
        policies.size() == 1
            ? ""
            : " and " + Words.count(policies.size() - 1, "more policy", "more policies");
    return Diagnostic.error(
        "unknown-namespace",
        first.at(),
        "nothing is known of the namespace "
            + namespace
            + ", which "
            + first.id()
            + more
            + " is for",
        "add its objects to the snapshot, or correct metadata.namespace");
  }
}
