// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import static dev.netpol.cluster.Snapshots.ip;
import static dev.netpol.cluster.Snapshots.workload;
import static dev.netpol.flow.EndpointResolverTest.DB;
import static dev.netpol.flow.EndpointResolverTest.MAIL;
import static dev.netpol.flow.EndpointResolverTest.SHOP;
import static dev.netpol.flow.EndpointResolverTest.WEB;
import static dev.netpol.flow.EndpointResolverTest.WEB_POD;
import static dev.netpol.flow.EndpointResolverTest.only;
import static dev.netpol.flow.EndpointResolverTest.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.Snapshots;
import dev.netpol.model.Endpoint;
import dev.netpol.model.External;
import dev.netpol.model.Node;
import org.junit.jupiter.api.Test;

/**
 * Services share the addresses at which they are published, with each other (MetalLB) and with the
 * nodes (k3s, whose load balancer's addresses are the nodes' own).
 */
class PublishedServicesTest {
  private static final Endpoint VIP = new External(ip("203.0.113.9"));
  private static final Endpoint NODE = new Node("node-2", ip("10.0.0.2"));

  private static ClusterSnapshot at(String address) {
    return Snapshots.of(
        SHOP
            + """
            ---
            {kind: Service, apiVersion: v1, metadata: {name: a, namespace: shop}, spec: {type: LoadBalancer, clusterIP: 10.96.0.61, selector: {app: mail}, ports: [{port: 25, targetPort: 2525, nodePort: 30025}]}, status: {loadBalancer: {ingress: [{ip: ADDRESS}]}}}
            ---
            {kind: Service, apiVersion: v1, metadata: {name: b, namespace: shop}, spec: {clusterIP: 10.96.0.62, externalIPs: [ADDRESS], selector: {app: db}, ports: [{port: 80, targetPort: 8080}]}}
            """
                .replace("ADDRESS", address));
  }

  private static ResolvedFlows connect(String address, int port) {
    return new SmallTrace().connect(WEB_POD, "10.244.1.10", address, port).in(at(address));
  }

  @Test
  void services_that_share_an_address_are_told_apart_by_their_ports() {
    assertThat(connect("203.0.113.9", 25).flows())
        .extracting(Flow::connection)
        .containsExactlyInAnyOrder(tcp(WEB, MAIL, 2525), tcp(WEB, VIP, 25));
    assertThat(connect("203.0.113.9", 80).flows())
        .extracting(Flow::connection)
        .containsExactlyInAnyOrder(tcp(WEB, DB, 8080), tcp(WEB, VIP, 80));
    assertThat(only(connect("203.0.113.9", 22)).connection()).isEqualTo(tcp(WEB, VIP, 22));
  }

  @Test
  void a_node_at_whose_address_a_service_is_published_stays_a_node() {
    assertThat(connect("10.0.0.2", 80).flows())
        .extracting(Flow::connection)
        .containsExactlyInAnyOrder(tcp(WEB, DB, 8080), tcp(WEB, NODE, 80));
    assertThat(connect("10.0.0.2", 30025).flows())
        .as("a node port is one at that address, too")
        .extracting(Flow::connection)
        .containsExactlyInAnyOrder(tcp(WEB, MAIL, 2525), tcp(WEB, NODE, 30025));
    assertThat(only(connect("10.0.0.2", 6443)).connection()).isEqualTo(tcp(WEB, NODE, 6443));
  }

  /** Were it an address of the Service alone, probes would be connections that nobody can name. */
  @Test
  void a_node_at_whose_address_a_service_is_published_may_be_a_client() {
    ResolvedFlows own =
        new SmallTrace()
            .node("node-2")
            .accept("shop/db-0", "10.0.0.2", "10.244.2.30", 8080)
            .in(at("10.0.0.2"));
    ResolvedFlows other =
        new SmallTrace().accept(WEB_POD, "10.0.0.2", "10.244.1.10", 8080).in(at("10.0.0.2"));

    assertThat(own.flows()).isEmpty();
    assertThat(only(other).connection()).isEqualTo(tcp(NODE, WEB, 8080));
  }

  /** Such as a proxy before the cluster, whose address is in {@code externalIPs}. */
  @Test
  void a_machine_outside_at_whose_address_a_service_is_published_may_be_a_client() {
    ResolvedFlows resolved =
        new SmallTrace().accept(WEB_POD, "203.0.113.9", "10.244.1.10", 8080).in(at("203.0.113.9"));

    assertThat(only(resolved).connection()).isEqualTo(tcp(VIP, WEB, 8080));
  }

  @Test
  void a_service_itself_opens_nothing() {
    Flow flow =
        only(
            new SmallTrace()
                .accept(WEB_POD, "10.96.0.62", "10.244.1.10", 8080)
                .in(at("203.0.113.9")));

    assertThat(flow.connection().from().toString()).contains("10.96.0.62");
    assertThat(flow.connection().to()).isEqualTo(workload("shop", "Deployment", "web"));
  }

  /** As agents have it: what dials the node reaches the pod there, and no Service tells. */
  @Test
  void a_host_port_leads_to_the_pod_that_asks_for_it() {
    ClusterSnapshot snapshot =
        Snapshots.of(
            SHOP
                + """
                ---
                {kind: Pod, apiVersion: v1, metadata: {name: agent-x, namespace: shop, labels: {app: agent}, ownerReferences: [{kind: DaemonSet, name: agent, controller: true}]}, spec: {nodeName: node-2, containers: [{ports: [{containerPort: 8126, hostPort: 9126}]}]}, status: {phase: Running, podIP: 10.244.2.77}}
                """);
    Endpoint agent = workload("shop", "DaemonSet", "agent");

    assertThat(
            new SmallTrace().connect(WEB_POD, "10.244.1.10", "10.0.0.2", 9126).in(snapshot).flows())
        .extracting(flow -> flow.connection() + " " + flow.via() + " " + flow.marks())
        .containsExactlyInAnyOrder(
            tcp(WEB, agent, 8126) + " hostPort 9126 [VIA_NODE]",
            tcp(WEB, NODE, 9126) + " hostPort 9126 [VIA_NODE]");
    assertThat(
            only(new SmallTrace().connect(WEB_POD, "10.244.1.10", "10.0.0.2", 8126).in(snapshot))
                .connection())
        .as("not its own port")
        .isEqualTo(tcp(WEB, NODE, 8126));
  }
}
