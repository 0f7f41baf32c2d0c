// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.cluster.Backend;
import dev.netpol.cluster.ClusterService;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ServicePort;
import dev.netpol.model.Workload;
import dev.netpol.policy.Port;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ports of pods that a LoadBalancer or NodePort Service publishes to the world. */
final class PublicPorts {

  private final Map<Workload, Map<Port, List<ClusterService>>> publishers = new HashMap<>();

  PublicPorts(ClusterSnapshot snapshot) {
    for (ClusterService service : snapshot.services()) {
      if (service.published()) {
        for (ServicePort port : service.ports()) {
          for (Backend backend : snapshot.backends(service, port)) {
            if (backend.endpoint() instanceof Workload workload) {
              publishers
                  .computeIfAbsent(workload, absent -> new HashMap<>())
                  .computeIfAbsent(
                      Port.Numbered.of(port.protocol(), backend.port()),
                      absent -> new ArrayList<>())
                  .add(service);
            }
          }
        }
      }
    }
  }

  /** What the Services say that publish this port of one of these workloads, if any do. */
  Optional<Publication> publishing(Collection<Workload> workloads, Port port) {
    List<ClusterService> services =
        workloads.stream()
            .flatMap(
                workload ->
                    publishers
                        .getOrDefault(workload, Map.of())
                        .getOrDefault(port, List.of())
                        .stream())
            .distinct()
            .toList();
    return services.isEmpty() ? Optional.empty() : Optional.of(Publication.by(services));
  }
}
