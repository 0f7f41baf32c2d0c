// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import static dev.netpol.cluster.Snapshots.UNKNOWN;
import static dev.netpol.cluster.Snapshots.ip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.Cidr;
import dev.netpol.model.Labels;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Addresses that are nodes, addresses of ranges, and the outside. */
class NodesAndRangesTest {

  private static String node(String name, String metadata, String spec, String address) {
    return "{kind: Node, apiVersion: v1, metadata: {name: "
        + name
        + (metadata.isEmpty() ? "" : ", annotations: {" + metadata + "}")
        + "}, spec: {"
        + spec
        + "}, status: {addresses: [{type: InternalIP, address: "
        + address
        + "}, {type: Hostname, address: "
        + name
        + "}]}}\n---\n";
  }

  private static String pod(String name, String node, String address) {
    return "{kind: Pod, apiVersion: v1, metadata: {name: "
        + name
        + "}, spec: {nodeName: "
        + node
        + "}, status: {phase: Running, podIP: "
        + address
        + "}}\n---\n";
  }

  private static String at(ClusterSnapshot cluster, String address) {
    Holder holder = cluster.endpointAt(ip(address), UNKNOWN);
    if (holder instanceof Holder.OfNode node) {
      return node.node() + (node.own() ? " own" : " " + node.what());
    }
    return holder instanceof Holder.Nobody ? "nobody" : holder.getClass().getSimpleName();
  }

  @Test
  void a_node_is_at_its_addresses_and_those_of_its_bridge() {
    ClusterSnapshot cluster =
        Snapshots.of(node("n1", "", "podCIDRs: [10.244.1.0/24, 'fd00:244:1::/64']", "172.16.0.1"));

    assertThat(at(cluster, "172.16.0.1")).isEqualTo("n1 own");
    // flannel.1 and cni0
    assertThat(at(cluster, "10.244.1.0")).isEqualTo("n1 address 0 of podCIDR 10.244.1.0/24");
    assertThat(at(cluster, "10.244.1.1")).isEqualTo("n1 address 1 of podCIDR 10.244.1.0/24");
    assertThat(at(cluster, "fd00:244:1::1")).isEqualTo("n1 address 1 of podCIDR fd00:244:1::/64");
    assertThat(at(cluster, "10.244.1.2")).isEqualTo("nobody");
  }

  /** A capture names agents of the nodes that no snapshot has; kubelets share their address. */
  @Test
  void a_pod_that_only_a_trace_names_does_not_take_its_nodes_address() {
    ClusterSnapshot cluster =
        Snapshots.of(
                node("n1", "", "podCIDRs: [10.244.1.0/24]", "172.16.0.1")
                    + pod("web", "n2", "10.244.2.5").replace("podIP", "hostIP: 172.16.0.2, podIP"))
            .with(
                List.of(),
                List.of(
                    named("proxy-x7k2p", "172.16.0.1"),
                    named("proxy-z5xw2", "172.16.0.2"),
                    named("job-q8r7t", "10.244.1.9")));

    assertThat(at(cluster, "172.16.0.1")).isEqualTo("n1 own");
    assertThat(at(cluster, "172.16.0.2")).isEqualTo("n2 own");
    assertThat(at(cluster, "10.244.1.9")).isEqualTo("OfPod");
  }

  private static Sighted named(String pod, String address) {
    return new Sighted.OfPod(
        "kube-system",
        pod,
        "u-" + pod,
        Labels.NONE,
        "",
        "",
        List.of(ip(address)),
        List.of(),
        false,
        UNKNOWN);
  }

  @Test
  void calico_cilium_and_flannel_say_where_their_tunnels_are() {
    ClusterSnapshot cluster =
        Snapshots.of(
            node(
                    "calico",
                    "projectcalico.org/IPv4Address: 172.16.0.2/24,"
                        + " projectcalico.org/IPv4IPIPTunnelAddr: 192.168.77.64",
                    "",
                    "172.16.0.2")
                + node("cilium", "network.cilium.io/ipv4-cilium-host: 10.0.1.200", "", "172.16.0.3")
                + node(
                    "flannel",
                    "flannel.alpha.coreos.com/public-ip: 203.0.113.4",
                    "",
                    "172.16.0.4"));

    assertThat(at(cluster, "192.168.77.64"))
        .isEqualTo("calico projectcalico.org/IPv4IPIPTunnelAddr");
    assertThat(at(cluster, "10.0.1.200")).isEqualTo("cilium network.cilium.io/ipv4-cilium-host");
    assertThat(at(cluster, "203.0.113.4")).isEqualTo("flannel own");
  }

  /** OVN-Kubernetes writes JSON, and reaches pods from its management port, the second address. */
  @Test
  void ovn_kubernetes_keeps_its_subnets_in_json() {
    ClusterSnapshot cluster =
        Snapshots.of(
            node(
                "ovn",
                """
                k8s.ovn.org/node-subnets: '{"default":["10.128.2.0/23","fd01:0:0:4::/64"]}', k8s.ovn.org/node-primary-ifaddr: '{"ipv4":"172.16.0.9/24"}', k8s.ovn.org/node-gateway-router-lrp-ifaddr: '{"ipv4":"100.64.0.5/16"}'\
                """,
                "",
                "172.16.0.5"));

    assertThat(at(cluster, "10.128.2.2")).isEqualTo("ovn address 2 of podCIDR 10.128.2.0/23");
    assertThat(at(cluster, "172.16.0.9")).isEqualTo("ovn own");
    assertThat(at(cluster, "100.64.0.5"))
        .isEqualTo("ovn k8s.ovn.org/node-gateway-router-lrp-ifaddr");
    assertThat(at(cluster, "10.128.3.9")).isEqualTo("nobody");
  }

  @Test
  void openshift_sdn_keeps_a_nodes_range_on_an_object_of_its_own() {
    ClusterSnapshot cluster =
        Snapshots.of(
            """
            {kind: HostSubnet, apiVersion: network.openshift.io/v1, metadata: {name: n1}, host: n1, hostIP: 172.16.0.1, subnet: 10.130.0.0/23}
            ---
            {kind: ClusterNetwork, apiVersion: network.openshift.io/v1, metadata: {name: default}, clusterNetworks: [{CIDR: 10.128.0.0/14, hostSubnetLength: 9}], serviceNetwork: 172.30.0.0/16}
            """);

    assertThat(at(cluster, "172.16.0.1")).isEqualTo("n1 own");
    assertThat(at(cluster, "10.130.0.1")).isEqualTo("n1 address 1 of podCIDR 10.130.0.0/23");
    assertThat(at(cluster, "10.131.7.7")).isEqualTo("nobody");
    assertThat(at(cluster, "172.30.9.9")).isEqualTo("nobody");
  }

  @Test
  void ranges_come_from_the_user_and_from_the_clusters_own_objects() {
    ClusterSnapshot cluster =
        Snapshots.of(
            """
            {kind: ServiceCIDR, apiVersion: networking.k8s.io/v1, metadata: {name: kubernetes}, spec: {cidrs: [10.96.0.0/16, 'fd00:96::/112']}}
            ---
            {kind: IPPool, apiVersion: projectcalico.org/v3, metadata: {name: pods}, spec: {cidr: 192.168.0.0/16}}
            ---
            {kind: IPPool, apiVersion: projectcalico.org/v3, metadata: {name: lb}, spec: {cidr: 203.0.113.0/24, allowedUses: [LoadBalancer]}}
            """,
            SnapshotOptions.DEFAULT.withRanges(
                List.of(Cidr.parse("10.200.0.0/16")), List.of(Cidr.parse("10.201.0.0/16"))));

    assertThat(at(cluster, "10.96.3.3")).isEqualTo("nobody");
    assertThat(at(cluster, "fd00:96::77")).isEqualTo("nobody");
    assertThat(at(cluster, "192.168.3.3")).isEqualTo("nobody");
    assertThat(at(cluster, "10.200.3.3")).isEqualTo("nobody");
    assertThat(at(cluster, "10.201.3.3")).isEqualTo("nobody");
    assertThat(at(cluster, "203.0.113.9")).isEqualTo("Outside");
  }

  @Test
  void without_any_range_the_smallest_prefix_around_a_nodes_pods_must_do() {
    ClusterSnapshot cluster =
        Snapshots.of(
            pod("a", "n1", "10.1.0.5") + pod("b", "n1", "10.1.0.9") + pod("c", "n2", "10.1.4.7"));

    assertThat(cluster.ranges().pods())
        .allMatch(Ranges.Range::inferred)
        .extracting(range -> range.cidr().toString())
        .containsExactly("10.1.0.0/28", "10.1.4.7/32");
    assertThat(at(cluster, "10.1.0.6")).isEqualTo("nobody");
    assertThat(at(cluster, "10.1.0.99")).isEqualTo("Outside");
  }

  /** AWS VPC CNI and Azure CNI: a database may well live between two pods. */
  @Test
  void pods_in_their_nodes_own_subnet_have_no_range() {
    ClusterSnapshot cluster =
        Snapshots.of(
            node("n1", "", "", "10.0.1.10")
                + pod("a", "n1", "10.0.1.5")
                + pod("b", "n1", "10.0.1.200"));

    assertThat(cluster.ranges()).isEqualTo(Ranges.NONE);
    assertThat(at(cluster, "10.0.1.50")).isEqualTo("Outside");
    assertThat(at(cluster, "10.0.1.1")).isEqualTo("Outside");
  }

  /** kube-apiserver refuses a Service range of more than 20 bits. */
  @Test
  void cluster_ips_far_apart_are_no_range() {
    String service =
        "{kind: Service, apiVersion: v1, metadata: {name: %s}, spec: {clusterIP: %s}}\n---\n";
    ClusterSnapshot near =
        Snapshots.of(service.formatted("a", "10.96.0.1") + service.formatted("b", "10.96.7.9"));
    ClusterSnapshot far =
        Snapshots.of(service.formatted("a", "10.0.0.1") + service.formatted("b", "10.96.7.9"));

    assertThat(near.ranges().services())
        .extracting(range -> range.cidr() + " " + range.inferred())
        .containsExactly("10.96.0.0/21 true");
    assertThat(far.ranges().services()).isEmpty();
  }

  /** A log of other tools has no nodes: GKE's cbr0 is told by its shape. */
  @Test
  void the_first_address_next_to_the_pods_of_one_node_looks_like_its_bridge() {
    ClusterSnapshot cluster =
        Snapshots.of(pod("a", "n1", "10.64.0.9") + pod("b", "n1", "10.64.0.13"));

    assertThat(cluster.endpointAt(ip("10.64.0.1"), UNKNOWN))
        .isInstanceOfSatisfying(
            Holder.OfNode.class,
            node -> {
              assertThat(node.node()).isEqualTo("n1");
              assertThat(node.inferred()).isTrue();
            });
    assertThat(
            at(
                Snapshots.of(pod("a", "n1", "10.64.0.9") + pod("b", "n2", "10.64.0.13")),
                "10.64.0.1"))
        .isEqualTo("Outside");
  }

  @Test
  void host_network_pods_tell_of_nodes_that_are_not_in_the_snapshot() {
    ClusterSnapshot cluster =
        Snapshots.of(
            """
            {kind: Pod, apiVersion: v1, metadata: {name: proxy}, spec: {nodeName: n1, hostNetwork: true}, status: {phase: Running, podIP: 172.16.0.1}}
            ---
            {kind: Pod, apiVersion: v1, metadata: {name: web}, spec: {nodeName: n2}, status: {phase: Running, podIP: 10.1.0.1, hostIP: 172.16.0.2}}
            """);

    assertThat(at(cluster, "172.16.0.1")).isEqualTo("n1 own");
    assertThat(at(cluster, "172.16.0.2")).isEqualTo("n2 own");
    assertThat(cluster.nodes()).extracting(ClusterNode::name).containsExactly("n1", "n2");
  }

  @Test
  void local_addresses_are_nobodys() {
    ClusterSnapshot cluster = ClusterSnapshot.empty();

    for (String address :
        List.of(
            "127.0.0.1",
            "127.9.9.9",
            "::1",
            "0.0.0.0",
            "::",
            "224.0.0.251",
            "ff02::fb",
            "255.255.255.255")) {
      assertThat(at(cluster, address)).isEqualTo("Local");
    }
    // The metadata service and NodeLocal DNS are reached like the outside.
    assertThat(at(cluster, "169.254.169.254")).isEqualTo("Outside");
  }
}
