// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import static dev.netpol.cluster.Snapshots.ip;
import static dev.netpol.cluster.Snapshots.workload;
import static dev.netpol.model.Direction.EGRESS;
import static dev.netpol.model.Direction.INGRESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.Snapshots;
import dev.netpol.model.Connection;
import dev.netpol.model.Endpoint;
import dev.netpol.model.External;
import dev.netpol.model.Node;
import dev.netpol.model.Protocol;
import dev.netpol.model.Unresolved;
import dev.netpol.trace.Outcome;
import org.junit.jupiter.api.Test;

/** One trap a test; each says which real system behaves so. */
class EndpointResolverTest {

  /** Two nodes with flannel's podCIDRs; web calls mail through a Service, and a database. */
  static final String SHOP =
      """
      {kind: Node, apiVersion: v1, metadata: {name: node-1}, spec: {podCIDR: 10.244.1.0/24}, status: {addresses: [{type: InternalIP, address: 10.0.0.1}]}}
      ---
      {kind: Node, apiVersion: v1, metadata: {name: node-2}, spec: {podCIDR: 10.244.2.0/24}, status: {addresses: [{type: InternalIP, address: 10.0.0.2}]}}
      ---
      {kind: Pod, apiVersion: v1, metadata: {name: web-7d4b9c6f5d-x2k9p, namespace: shop, labels: {app: web, pod-template-hash: 7d4b9c6f5d}, ownerReferences: [{kind: ReplicaSet, name: web-7d4b9c6f5d, controller: true}]}, spec: {nodeName: node-1}, status: {phase: Running, podIP: 10.244.1.10, startTime: "2026-11-20T10:00:00Z"}}
      ---
      {kind: Pod, apiVersion: v1, metadata: {name: mail-6c8d7f9b4-z5xw2, namespace: shop, labels: {app: mail, pod-template-hash: 6c8d7f9b4}, ownerReferences: [{kind: ReplicaSet, name: mail-6c8d7f9b4, controller: true}]}, spec: {nodeName: node-2, containers: [{name: mail, ports: [{name: grpc, containerPort: 8080}]}]}, status: {phase: Running, podIP: 10.244.2.20}}
      ---
      {kind: Pod, apiVersion: v1, metadata: {name: db-0, namespace: shop, labels: {app: db}, ownerReferences: [{kind: StatefulSet, name: db, controller: true}]}, spec: {nodeName: node-2}, status: {phase: Running, podIP: 10.244.2.30}}
      ---
      {kind: Pod, apiVersion: v1, metadata: {name: agent-abcde, namespace: kube-system, labels: {app: agent}, ownerReferences: [{kind: DaemonSet, name: agent, controller: true}]}, spec: {nodeName: node-2, hostNetwork: true}, status: {phase: Running, podIP: 10.0.0.2}}
      ---
      {kind: Service, apiVersion: v1, metadata: {name: mail, namespace: shop}, spec: {clusterIP: 10.96.0.50, selector: {app: mail}, ports: [{port: 5000, targetPort: grpc}]}}
      ---
      {kind: Service, apiVersion: v1, metadata: {name: public, namespace: shop}, spec: {type: LoadBalancer, clusterIP: 10.96.0.51, selector: {app: mail}, ports: [{port: 443, targetPort: 8080, nodePort: 30443}]}, status: {loadBalancer: {ingress: [{ip: 203.0.113.7}]}}}
      ---
      {kind: Service, apiVersion: v1, metadata: {name: kubernetes, namespace: default}, spec: {clusterIP: 10.96.0.1, ports: [{name: https, port: 443, targetPort: 6443}]}}
      ---
      {kind: EndpointSlice, apiVersion: discovery.k8s.io/v1, metadata: {name: kubernetes, namespace: default, labels: {kubernetes.io/service-name: kubernetes}}, addressType: IPv4, endpoints: [{addresses: [10.0.0.2]}], ports: [{name: https, port: 6443}]}
      """;

  static final ClusterSnapshot SNAPSHOT = Snapshots.of(SHOP);
  static final Endpoint WEB = workload("shop", "Deployment", "web");
  static final Endpoint MAIL = workload("shop", "Deployment", "mail");
  static final Endpoint DB = workload("shop", "StatefulSet", "db");
  static final String WEB_POD = "shop/web-7d4b9c6f5d-x2k9p";
  static final String MAIL_POD = "shop/mail-6c8d7f9b4-z5xw2";

  static Connection tcp(Endpoint from, Endpoint to, int port) {
    return new Connection(from, to, Protocol.TCP, port);
  }

  /** The only flow. */
  static Flow only(ResolvedFlows resolved) {
    assertThat(resolved.flows()).hasSize(1);
    return resolved.flows().get(0);
  }

  @Test
  void a_connect_between_pods_is_admitted_on_both_sides() {
    ResolvedFlows resolved =
        new SmallTrace().connect(WEB_POD, "10.244.1.10", "10.244.2.30", 5432).in(SNAPSHOT);

    assertThat(only(resolved).connection()).isEqualTo(tcp(WEB, DB, 5432));
    assertThat(only(resolved).writes()).containsExactlyInAnyOrder(EGRESS, INGRESS);
    assertThat(only(resolved).marks()).isEmpty();
  }

  /**
   * kube-proxy translates after the socket: what connect sees is the ClusterIP and Service port.
   */
  @Test
  void a_service_port_becomes_the_named_target_port_of_its_pods() {
    ResolvedFlows resolved =
        new SmallTrace().connect(WEB_POD, "10.244.1.10", "10.96.0.50", 5000).in(SNAPSHOT);

    assertThat(only(resolved).connection()).isEqualTo(tcp(WEB, MAIL, 8080));
    assertThat(only(resolved).writes()).containsExactlyInAnyOrder(EGRESS, INGRESS);
    assertThat(only(resolved).via()).isEqualTo("Service shop/mail:5000");
    assertThat(only(resolved).marks()).contains(Mark.VIA_SERVICE);
  }

  /** Both ends of one connection are two records and one flow, whose counts never add up. */
  @Test
  void connect_and_accept_of_one_connection_are_one_flow() {
    ResolvedFlows resolved =
        new SmallTrace()
            .connect(WEB_POD, "10.244.1.10", "10.96.0.50", 5000)
            .node("node-2")
            .accept(MAIL_POD, "10.244.1.10", "10.244.2.20", 8080)
            .in(SNAPSHOT);

    assertThat(only(resolved).tallies()).hasSize(2);
    assertThat(only(resolved).connections()).isEqualTo(1);
    assertThat(only(resolved).marks()).containsExactly(Mark.VIA_SERVICE);
    assertThat(resolved.findings()).isEmpty();
  }

  /** A Service whose targetPort is wrong answers with a refused connection, or nothing at all. */
  @Test
  void a_backend_that_never_accepts_on_the_target_port_is_a_finding() {
    ResolvedFlows resolved =
        new SmallTrace().connect(WEB_POD, "10.244.1.10", "10.96.0.50", 5000).in(SNAPSHOT);

    assertThat(only(resolved).marks()).contains(Mark.BACKEND_NOT_SEEN);
    assertThat(resolved.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("backend-not-seen");
              assertThat(finding.at()).hasToString("trace.log:1");
              assertThat(finding.message())
                  .contains("Service shop/mail:5000", "shop/mail[Deployment] port 8080/TCP");
            });
  }

  @Test
  void backends_are_not_missed_where_accepts_were_not_captured_or_the_connect_failed() {
    SmallTrace connect = new SmallTrace().connect(WEB_POD, "10.244.1.10", "10.96.0.50", 5000);
    SmallTrace refused =
        new SmallTrace()
            .outcome(Outcome.REFUSED)
            .connect(WEB_POD, "10.244.1.10", "10.96.0.50", 5000);

    assertThat(connect.withoutAccepts(SNAPSHOT).findings()).isEmpty();
    assertThat(refused.in(SNAPSHOT).findings()).isEmpty();
  }

  @Test
  void the_api_server_is_the_node_behind_a_service_without_selector() {
    Flow flow =
        only(new SmallTrace().connect(WEB_POD, "10.244.1.10", "10.96.0.1", 443).in(SNAPSHOT));

    assertThat(flow.connection()).isEqualTo(tcp(WEB, new Node("node-2", ip("10.0.0.2")), 6443));
    assertThat(flow.writes()).containsExactly(EGRESS);
  }

  @Test
  void a_node_port_is_admitted_as_dialled_and_behind_it_but_never_as_ingress() {
    ResolvedFlows resolved =
        new SmallTrace().connect(WEB_POD, "10.244.1.10", "10.0.0.2", 30443).in(SNAPSHOT);

    assertThat(resolved.flows())
        .extracting(Flow::connection)
        .containsExactly(tcp(WEB, MAIL, 8080), tcp(WEB, new Node("node-2", ip("10.0.0.2")), 30443));
    assertThat(resolved.flows()).allMatch(flow -> flow.writes().equals(java.util.Set.of(EGRESS)));
    assertThat(resolved.flows()).allMatch(flow -> flow.has(Mark.VIA_NODE));
  }

  /** kube-proxy short-cuts a load balancer's address inside the cluster; Cilium may, others not. */
  @Test
  void a_load_balancer_address_is_admitted_as_dialled_and_behind_it() {
    ResolvedFlows resolved =
        new SmallTrace().connect(WEB_POD, "10.244.1.10", "203.0.113.7", 443).in(SNAPSHOT);

    assertThat(resolved.flows())
        .extracting(Flow::connection)
        .containsExactly(tcp(WEB, MAIL, 8080), tcp(WEB, new External(ip("203.0.113.7")), 443));
    assertThat(resolved.flows()).allMatch(flow -> flow.writes().equals(java.util.Set.of(EGRESS)));
  }

  /**
   * Cilium's socket load balancer and Calico's connect-time one rewrite before the socket is set.
   */
  @Test
  void what_was_requested_and_what_was_got_are_one_path() {
    ResolvedFlows resolved =
        new SmallTrace()
            .requested("10.96.0.50", 5000)
            .connect(WEB_POD, "10.244.1.10", "10.244.2.20", 8080)
            .in(SNAPSHOT);

    assertThat(only(resolved).connection()).isEqualTo(tcp(WEB, MAIL, 8080));
    assertThat(only(resolved).via()).isEqualTo("Service shop/mail:5000");
    assertThat(only(resolved).connections()).isEqualTo(1);
  }

  @Test
  void the_outside_is_an_address() {
    Flow out = only(new SmallTrace().connect(WEB_POD, "10.244.1.10", "1.1.1.1", 80).in(SNAPSHOT));
    Flow in =
        only(new SmallTrace().accept(WEB_POD, "198.51.100.9", "10.244.1.10", 8443).in(SNAPSHOT));

    assertThat(out.connection()).isEqualTo(tcp(WEB, new External(ip("1.1.1.1")), 80));
    assertThat(out.writes()).containsExactly(EGRESS);
    assertThat(in.connection()).isEqualTo(tcp(new External(ip("198.51.100.9")), WEB, 8443));
    assertThat(in.writes()).containsExactly(INGRESS);
  }

  @Test
  void a_cluster_address_that_nobody_held_is_unresolved_with_the_reason() {
    Flow flow =
        only(new SmallTrace().connect(WEB_POD, "10.244.1.10", "10.244.2.99", 80).in(SNAPSHOT));

    assertThat(flow.connection().to())
        .isInstanceOfSatisfying(
            Unresolved.class,
            to -> {
              assertThat(to.subject()).isEqualTo("10.244.2.99");
              assertThat(to.reason()).contains("10.244.2.0/24", "podCIDR of node node-2");
            });
  }

  @Test
  void a_service_has_only_the_ports_it_has() {
    Flow flow =
        only(new SmallTrace().connect(WEB_POD, "10.244.1.10", "10.96.0.50", 9999).in(SNAPSHOT));

    assertThat(flow.connection().to()).hasToString("Service shop/mail (it has no port 9999/TCP)");
  }

  /** The kubelet probes over the bridge (cni0) or with the node's address. */
  @Test
  void the_own_node_of_a_pod_is_no_flow() {
    ResolvedFlows resolved =
        new SmallTrace()
            .accept(WEB_POD, "10.244.1.1", "10.244.1.10", 8080)
            .accept(WEB_POD, "10.0.0.1", "10.244.1.10", 8080)
            .connect("host", "10.0.0.1", "10.244.1.10", 8080)
            .in(SNAPSHOT);

    assertThat(resolved.flows()).isEmpty();
    assertThat(resolved.notFlows()).containsOnlyKeys(Reason.OWN_NODE);
    assertThat(resolved.notFlows().get(Reason.OWN_NODE).tally().connections()).isEqualTo(3);
    assertThat(resolved.findings()).isEmpty();
  }

  /** Flannel's VXLAN gives traffic of a host to other nodes' pods its tunnel's address, x.y.z.0. */
  @Test
  void the_tunnel_of_another_node_is_a_client_to_be_questioned() {
    ResolvedFlows resolved =
        new SmallTrace().accept(WEB_POD, "10.244.2.0", "10.244.1.10", 8080).in(SNAPSHOT);

    assertThat(only(resolved).connection())
        .isEqualTo(tcp(new Node("node-2", ip("10.244.2.0")), WEB, 8080));
    assertThat(only(resolved).marks()).containsExactly(Mark.FROM_BRIDGE);
    assertThat(resolved.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("bridge-client");
              assertThat(finding.message()).contains("10.244.2.0", "shop/web[Deployment]:8080/TCP");
            });
  }

  @Test
  void host_network_pods_are_their_node() {
    ResolvedFlows resolved =
        new SmallTrace()
            .node("node-2")
            .connect("kube-system/agent-abcde", "10.0.0.2", "10.244.1.10", 8080)
            .connect("kube-system/agent-abcde", "10.0.0.2", "10.244.2.30", 5432)
            .connect("kube-system/agent-abcde", "10.0.0.2", "10.0.0.1", 10250)
            .connect("kube-system/agent-abcde", "10.0.0.2", "1.1.1.1", 443)
            .in(SNAPSHOT);

    assertThat(only(resolved).connection())
        .isEqualTo(tcp(new Node("node-2", ip("10.0.0.2")), WEB, 8080));
    assertThat(only(resolved).writes()).containsExactly(INGRESS);
    assertThat(resolved.notFlows()).containsOnlyKeys(Reason.OWN_NODE, Reason.NODE_TRAFFIC);
    assertThat(resolved.notFlows().get(Reason.NODE_TRAFFIC).tuples()).hasSize(2);
  }

  @Test
  void a_host_network_pod_that_is_gone_is_told_by_its_nodes_address() {
    ResolvedFlows resolved =
        new SmallTrace()
            .connect("kube-system/proxy-gone1", "10.0.0.1", "10.244.2.30", 5432)
            .in(SNAPSHOT);

    assertThat(only(resolved).connection().from()).isEqualTo(new Node("node-1", ip("10.0.0.1")));
  }

  @Test
  void what_never_leaves_the_machine_is_counted_by_reason() {
    ResolvedFlows resolved =
        new SmallTrace()
            .connect(WEB_POD, "127.0.0.1", "127.0.0.1", 9000)
            .connect(WEB_POD, "10.244.1.10", "0.0.0.0", 9000)
            .protocol(Protocol.UDP)
            .connect(WEB_POD, "10.244.1.10", "224.0.0.251", 5353)
            .connect(WEB_POD, "10.244.1.10", "10.244.1.10", 9000)
            .in(SNAPSHOT);

    assertThat(resolved.flows()).isEmpty();
    assertThat(resolved.notFlows())
        .containsOnlyKeys(
            Reason.LOOPBACK, Reason.UNSPECIFIED, Reason.MULTICAST, Reason.OWN_ADDRESS);
  }

  /** A UDP socket that was never connected has no source address yet when it sends. */
  @Test
  void a_datagram_from_an_unspecified_address_is_its_pods() {
    Flow flow =
        only(
            new SmallTrace()
                .protocol(Protocol.UDP)
                .connect(WEB_POD, "0.0.0.0", "10.244.2.30", 53)
                .in(SNAPSHOT));

    assertThat(flow.connection().from()).isEqualTo(WEB);
  }

  @Test
  void tcp_and_udp_on_one_port_are_two_flows() {
    ResolvedFlows resolved =
        new SmallTrace()
            .connect(WEB_POD, "10.244.1.10", "10.244.2.30", 53)
            .protocol(Protocol.UDP)
            .connect(WEB_POD, "10.244.1.10", "10.244.2.30", 53)
            .in(SNAPSHOT);

    assertThat(resolved.flows()).hasSize(2);
  }
}
