// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.cluster.Backend;
import dev.netpol.cluster.ClusterService;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ServicePort;
import dev.netpol.model.Workload;
import dev.netpol.policy.Port;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Ports of pods that a LoadBalancer or NodePort Service publishes to the world. */
final class PublicPorts {

  private final Map<Workload, Map<Port, SortedSet<String>>> publishers = new HashMap<>();

  PublicPorts(ClusterSnapshot snapshot) {
    for (ClusterService service : snapshot.services()) {
      if (service.published()) {
        for (ServicePort port : service.ports()) {
          for (Backend backend : snapshot.backends(service, port)) {
            if (backend.endpoint() instanceof Workload workload) {
              publishers
                  .computeIfAbsent(workload, absent -> new HashMap<>())
                  .computeIfAbsent(
                      Port.Numbered.of(port.protocol(), backend.port()), absent -> new TreeSet<>())
                  .add(service.toString());
            }
          }
        }
      }
    }
  }

  /** The Services that publish this port of one of these workloads, if any do. */
  Optional<SortedSet<String>> publishing(Collection<Workload> workloads, Port port) {
    SortedSet<String> services = new TreeSet<>();
    workloads.forEach(
        workload ->
            services.addAll(
                publishers.getOrDefault(workload, Map.of()).getOrDefault(port, new TreeSet<>())));
    return services.isEmpty() ? Optional.empty() : Optional.of(services);
  }
}
