// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.cluster.ClusterService;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ServicePort;
import dev.netpol.model.ContainerPort;
import dev.netpol.model.Labels;
import dev.netpol.model.Pod;
import dev.netpol.model.Protocol;
import dev.netpol.policy.Party;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The port of a Service where that of its pods was needed: what costs people most hours. */
final class ServicePorts {

  private ServicePorts() {}

  /** One sentence for each Service of the pod that has this port and leads to another one. */
  static List<String> mistaken(
      ClusterSnapshot snapshot, Party receiver, Protocol protocol, int port) {
    if (!(receiver instanceof Party.PodParty it)) {
      return List.of();
    }
    List<String> notes = new ArrayList<>();
    for (ClusterService service : snapshot.services()) {
      if (!selects(service, it.pod())) {
        continue;
      }
      for (ServicePort own : service.ports()) {
        Optional<Integer> target = Endpoints.port(own, it.pod().ports());
        if (own.protocol() == protocol && target.equals(Optional.of(port))) {
          return List.of();
        }
        if (own.protocol() == protocol && own.port() == port && target.isPresent()) {
          notes.add(
              port
                  + " is a port of the Service "
                  + service
                  + "; policies see the pods' own port, "
                  + target.get());
        }
      }
    }
    boolean declared =
        it.pod().ports().stream().map(ContainerPort::port).anyMatch(own -> own == port);
    return declared ? List.of() : notes;
  }

  private static boolean selects(ClusterService service, Pod pod) {
    return service.namespace().equals(pod.namespace())
        && service.selector().filter(it -> pod.labels().containsAll(it)).isPresent()
        && !service.selector().equals(Optional.of(Labels.NONE));
  }
}
