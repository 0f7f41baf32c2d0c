// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.flow.Flow;
import dev.netpol.model.Diagnostic;
import dev.netpol.model.Endpoint;
import dev.netpol.model.Workload;
import dev.netpol.policy.NetworkPolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** For whom policies are written. */
final class Scope {

  private final AdviceOptions options;

  Scope(AdviceOptions options) {
    this.options = options;
  }

  boolean holds(Workload workload) {
    return holdsNamespace(workload.namespace())
        && (options.workloads().isEmpty()
            || options.workloads().contains(workload.name())
            || options.workloads().contains(workload.namespace() + "/" + workload.name()));
  }

  /** Whether it is about a workload in scope; without a limit every flow is. */
  boolean holds(Flow flow) {
    return (options.namespaces().isEmpty() && options.workloads().isEmpty())
        || holds(flow.connection().from())
        || holds(flow.connection().to());
  }

  private boolean holds(Endpoint end) {
    return end instanceof Workload workload && holds(workload);
  }

  private boolean holdsNamespace(String namespace) {
    return options.namespaces().isEmpty() || options.namespaces().contains(namespace);
  }

  /** Names that nothing known has: most likely a slip. */
  List<Diagnostic> findings(ClusterSnapshot snapshot, Collection<Flow> flows) {
    if (options.workloads().isEmpty() && options.namespaces().isEmpty()) {
      return List.of();
    }
    Set<Workload> known = new TreeSet<>();
    snapshot.workloads().stream().map(ClusterWorkload::id).forEach(known::add);
    for (Flow flow : flows) {
      for (Endpoint end : List.of(flow.connection().from(), flow.connection().to())) {
        if (end instanceof Workload workload) {
          known.add(workload);
        }
      }
    }
    List<Diagnostic> findings = new ArrayList<>();
    for (String name : options.workloads()) {
      if (known.stream()
          .noneMatch(
              workload ->
                  name.equals(workload.name())
                      || name.equals(workload.namespace() + "/" + workload.name()))) {
        findings.add(unknown("workload", name));
      }
    }
    for (String name : options.namespaces()) {
      if (!snapshot.namespaces().containsKey(name)
          && known.stream().noneMatch(workload -> name.equals(workload.namespace()))) {
        findings.add(unknown("namespace", name));
      }
    }
    return findings;
  }

  private static Diagnostic unknown(String kind, String name) {
    return Diagnostic.warning(
        "no-such-" + kind,
        NetworkPolicy.GENERATED,
        "policies were asked for " + kind + " \"" + name + "\", of which nothing is known",
        "name it as the snapshot or the trace does");
  }
}
