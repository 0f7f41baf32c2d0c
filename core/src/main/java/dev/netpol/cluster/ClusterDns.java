// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Endpoint;
import dev.netpol.model.External;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Protocol;
import dev.netpol.model.Workload;
import dev.netpol.policy.Port;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The cluster's DNS, as its objects show it. */
public final class ClusterDns {

  /** What DNS Services are called: kubeadm and most clouds, others, OpenShift. */
  private static final Set<String> NAMES =
      Set.of("kube-system/kube-dns", "kube-system/coredns", "openshift-dns/dns-default");

  private static final Labels LABEL = Labels.of("k8s-app", "kube-dns");

  /** Where node-local-dns listens on each node (kubernetes/dns, nodelocaldns.yaml). */
  private static final IpAddress NODE_LOCAL = IpAddress.parse("169.254.20.10");

  private static final String NODE_LOCAL_NAME = "node-local-dns";
  private static final int DNS_PORT = 53;

  private final List<ClusterService> services;
  private final Set<Workload> workloads = new TreeSet<>();
  private final Set<Server> servers = new LinkedHashSet<>();

  /** An end that answers queries. */
  public record Server(Endpoint endpoint, Port.Numbered port) {
    public Server {
      Objects.requireNonNull(endpoint, "endpoint");
      Objects.requireNonNull(port, "port");
    }
  }

  /** Looks for it in a snapshot. */
  public ClusterDns(ClusterSnapshot snapshot) {
    services = snapshot.services().stream().filter(service -> isDns(service)).toList();
    boolean nodeLocal =
        snapshot.workloads().stream()
            .anyMatch(
                workload ->
                    workload.id().name().equals(NODE_LOCAL_NAME)
                        && workload.id().kind().equals("DaemonSet"));
    for (ClusterService service : services) {
      for (ServicePort port : service.ports()) {
        if (port.port() == DNS_PORT) {
          for (Backend backend : snapshot.backends(service, port)) {
            servers.add(server(backend.endpoint(), port.protocol(), backend.port()));
            if (backend.endpoint() instanceof Workload workload) {
              workloads.add(workload);
            }
          }
        }
      }
      if (nodeLocal) {
        // It answers at the Service's own address too, before that is translated.
        addNodeLocal(service.clusterIps());
      }
    }
    if (nodeLocal) {
      addNodeLocal(List.of(NODE_LOCAL));
    }
  }

  /** The pods that serve it. */
  public Set<Workload> workloads() {
    return Collections.unmodifiableSet(workloads);
  }

  /** Who answers on which port, UDP and TCP; none where the snapshot shows no DNS. */
  public Collection<Server> servers() {
    return Collections.unmodifiableSet(servers);
  }

  /** Its Services, for people. */
  public List<String> names() {
    List<String> names = new ArrayList<>(services.stream().map(ClusterService::toString).toList());
    if (servers.stream().anyMatch(server -> server.endpoint().equals(new External(NODE_LOCAL)))) {
      names.add(NODE_LOCAL_NAME);
    }
    return names;
  }

  private void addNodeLocal(Collection<IpAddress> addresses) {
    for (IpAddress address : addresses) {
      servers.add(server(new External(address), Protocol.UDP, DNS_PORT));
      servers.add(server(new External(address), Protocol.TCP, DNS_PORT));
    }
  }

  private static Server server(Endpoint endpoint, Protocol protocol, int port) {
    return new Server(endpoint, Port.Numbered.of(protocol, port));
  }

  private static boolean isDns(ClusterService service) {
    return service.ports().stream()
            .anyMatch(port -> port.port() == DNS_PORT && port.protocol() == Protocol.UDP)
        && (NAMES.contains(service.toString()) || isKubeDns(service));
  }

  private static boolean isKubeDns(ClusterService service) {
    return service.namespace().equals("kube-system")
        && service.selector().filter(labels -> labels.containsAll(LABEL)).isPresent();
  }
}
