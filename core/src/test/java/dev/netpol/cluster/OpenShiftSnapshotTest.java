// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import static dev.netpol.cluster.Snapshots.UNKNOWN;
import static dev.netpol.cluster.Snapshots.ip;
import static dev.netpol.cluster.Snapshots.workload;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.SharedData;
import dev.netpol.model.Node;
import dev.netpol.model.Protocol;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A real OpenShift 4.8 cluster of August 2021 with OpenShift SDN: no ReplicaSets, no podCIDR on its
 * nodes, ranges in config.openshift.io/v1 Network.
 */
class OpenShiftSnapshotTest {
  static ClusterSnapshot cluster;

  @BeforeAll
  static void read() {
    cluster = SnapshotReader.read(List.of(SharedData.path("snapshots/openshift-aws")));
  }

  @Test
  void holds_every_pod_with_its_phase_and_network() {
    assertThat(cluster.pods()).hasSize(239);
    assertThat(cluster.pods()).filteredOn(pod -> pod.pod().hostNetwork()).hasSize(80);
    assertThat(cluster.pods()).filteredOn(pod -> pod.phase() == Phase.SUCCEEDED).hasSize(56);
    assertThat(cluster.pods()).filteredOn(ClusterPod::live).hasSize(183);
    assertThat(cluster.diagnostics()).isEmpty();
    assertThat(cluster.namespaces()).hasSize(56);
  }

  @Test
  void finds_deployments_although_there_are_no_replica_sets() {
    Map<String, Long> kinds =
        cluster.workloads().stream().collect(groupingBy(w -> w.id().kind(), counting()));
    // The pods: 56 finished installers owned by a ConfigMap, 12 static ones, 4 of a CatalogSource.
    assertThat(kinds)
        .isEqualTo(Map.of("Deployment", 57L, "DaemonSet", 17L, "StatefulSet", 2L, "Pod", 72L));
    assertThat(cluster.workloads()).noneMatch(ClusterWorkload::inferred);
  }

  @Test
  void dns_listens_on_5353_behind_a_named_target_port() {
    ClusterService dns = cluster.service("openshift-dns", "dns-default").orElseThrow();

    assertThat(dns.port(Protocol.UDP, 53)).isPresent();
    assertThat(cluster.backends(dns, dns.port(Protocol.UDP, 53).orElseThrow()))
        .containsExactly(
            new Backend(workload("openshift-dns", "DaemonSet", "dns-default"), 5353, false));
    assertThat(cluster.targets(dns, dns.port(Protocol.UDP, 53).orElseThrow(), UNKNOWN)).hasSize(6);
  }

  @Test
  void the_api_server_is_the_addresses_of_three_nodes() {
    assertThat(Snapshots.backends(cluster, "default", "kubernetes"))
        .extracting(Backend::endpoint)
        .containsExactly(
            new Node("ip-10-0-187-218.ec2.internal", ip("10.0.187.218")),
            new Node("ip-10-0-189-142.ec2.internal", ip("10.0.189.142")),
            new Node("ip-10-0-195-177.ec2.internal", ip("10.0.195.177")));
  }

  @Test
  void the_pieces_of_the_cluster_network_belong_to_the_nodes_whose_pods_are_in_them() {
    assertThat(cluster.nodes()).hasSize(6);
    assertThat(cluster.nodes()).allMatch(node -> node.podCidrs().size() == 1);
    // tun0 of OpenShift SDN
    assertThat(cluster.endpointAt(ip("10.129.2.1"), UNKNOWN))
        .isInstanceOfSatisfying(
            Holder.OfNode.class,
            node -> {
              assertThat(node.node()).isEqualTo("ip-10-0-129-220.ec2.internal");
              assertThat(node.own()).isFalse();
            });
  }

  @Test
  void an_address_in_the_cluster_network_that_nobody_has_is_not_outside() {
    assertThat(cluster.endpointAt(ip("10.128.0.250"), UNKNOWN)).isInstanceOf(Holder.Nobody.class);
    assertThat(cluster.endpointAt(ip("172.30.255.254"), UNKNOWN)).isInstanceOf(Holder.Nobody.class);
    assertThat(cluster.endpointAt(ip("93.184.216.34"), UNKNOWN)).isInstanceOf(Holder.Outside.class);
  }

  @Test
  void a_finished_installer_has_released_its_address() {
    ClusterPod installer =
        cluster.pods().stream().filter(pod -> pod.phase().finished()).findFirst().orElseThrow();

    assertThat(installer.to()).isGreaterThan(installer.from());
    assertThat(cluster.endpointAt(installer.pod().addresses().get(0), installer.from()))
        .isEqualTo(new Holder.OfPod(installer));
    assertThat(cluster.endpointAt(installer.pod().addresses().get(0), installer.to()))
        .isInstanceOf(Holder.Nobody.class);
  }
}
