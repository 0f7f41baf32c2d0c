// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

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
 * Policies of namespaces that the cluster does not have. They would change nothing, and the answer
 * would be a good one for the wrong reason: another cluster's snapshot, or a slip of the pen.
 */
public final class AbsentNamespaces {
  private AbsentNamespaces() {}

  /**
   * An error for each namespace that is missing; none where nothing is known of any namespace.
   *
   * @param policies that were given beside the snapshot: its own are of its namespaces
   */
  public static List<Diagnostic> of(Collection<NetworkPolicy> policies, ClusterSnapshot snapshot) {
    List<Diagnostic> absent = new ArrayList<>();
    if (!snapshot.namespaces().isEmpty()) {
      Map<String, List<NetworkPolicy>> byNamespace =
          policies.stream().collect(groupingBy(NetworkPolicy::namespace, TreeMap::new, toList()));
      byNamespace.keySet().removeAll(snapshot.namespaces().keySet());
      byNamespace.forEach((namespace, its) -> absent.add(absent(namespace, its)));
    }
    return absent.stream().sorted().toList();
  }

  private static Diagnostic absent(String namespace, List<NetworkPolicy> policies) {
    NetworkPolicy first = policies.get(0);
    int more = policies.size() - 1;
    return Diagnostic.error(
        "unknown-namespace",
        first.at(),
        "nothing is known of the namespace "
            + namespace
            + ", which "
            + first.id()
            + (more == 0 ? " is for" : " and " + more + " more are for"),
        "add its objects to the snapshot, or correct metadata.namespace");
  }
}
