// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.check.Judged.Answer;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.flow.Tally;
import dev.netpol.flow.Tuple;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Protocol;
import dev.netpol.policy.Modes;
import dev.netpol.trace.Identity;
import dev.netpol.trace.Outcome;
import dev.netpol.trace.Side;
import dev.netpol.trace.TraceFormat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Observations against policies, in a cluster of two nodes, four pods and four Services. */
class ReplayTest {

  private static final String CLUSTER =
      """
      apiVersion: v1
      kind: Node
      metadata: {name: n1}
      spec: {podCIDR: 10.0.1.0/24}
      status: {addresses: [{type: InternalIP, address: 192.168.0.1}]}
      ---
      apiVersion: v1
      kind: Node
      metadata: {name: n2}
      spec: {podCIDR: 10.0.2.0/24}
      status: {addresses: [{type: InternalIP, address: 192.168.0.2}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: shop, uid: u-web, labels: {app: web}}
      spec: {nodeName: n1, containers: [{name: c}]}
      status: {phase: Running, podIP: 10.0.1.10}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: cart-1, namespace: shop, labels: {app: cart}}
      spec: {nodeName: n1, containers: [{name: c, ports: [{name: http, containerPort: 8080}]}]}
      status: {phase: Running, podIP: 10.0.1.11}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: cart-2, namespace: shop, labels: {app: cart}}
      spec: {nodeName: n2, containers: [{name: c, ports: [{name: http, containerPort: 9090}]}]}
      status: {phase: Running, podIP: 10.0.2.11}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: agent, namespace: shop, labels: {app: web}}
      spec: {nodeName: n2, hostNetwork: true, containers: [{name: c}]}
      status: {phase: Running, hostIP: 192.168.0.2, podIP: 192.168.0.2}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: cart, namespace: shop}
      spec:
        type: NodePort
        clusterIP: 10.96.0.10
        clusterIPs: [10.96.0.10]
        selector: {app: cart}
        ports: [{port: 80, targetPort: http, nodePort: 30080}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: shop}
      spec: {clusterIP: 10.96.0.11, selector: {app: web}, ports: [{port: 80, targetPort: 8000}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: idle, namespace: shop}
      spec: {clusterIP: 10.96.0.12, selector: {app: idle}, ports: [{port: 80, targetPort: 8000}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: kubernetes, namespace: default}
      spec: {clusterIP: 10.96.0.1, ports: [{name: https, port: 443, targetPort: 6443}]}
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata:
        {name: k, namespace: default, labels: {kubernetes.io/service-name: kubernetes}}
      addressType: IPv4
      ports: [{name: https, port: 6443, protocol: TCP}]
      endpoints: [{addresses: [172.16.0.1]}]
      """;

  private static final ClusterSnapshot SNAPSHOT = Samples.snapshot(CLUSTER);

  private static Replay against(ClusterSnapshot snapshot, String... specs) {
    return Replay.of(Samples.policies(specs), snapshot, Modes.DEFAULT);
  }

  private static Judged judge(Tuple tuple, String... specs) {
    return against(SNAPSHOT, specs).judge(tuple, tally());
  }

  private static Tally tally() {
    return tally("2026-01-01T00:00:00Z");
  }

  private static Tally tally(String time) {
    long nanos = Instant.parse(time).getEpochSecond() * 1_000_000_000L;
    return new Tally(
        new TreeMap<>(Map.of(Outcome.ESTABLISHED, 1L)),
        true,
        nanos,
        nanos,
        new TreeSet<>(),
        false,
        List.of());
  }

  private static Tuple connect(String from, String to, int port) {
    return tuple(Side.CONNECT, Identity.NONE, Identity.NONE, from, to, port);
  }

  private static Tuple accept(String from, String to, int port) {
    return tuple(Side.ACCEPT, Identity.NONE, Identity.NONE, from, to, port);
  }

  private static Tuple tuple(
      Side side, Identity observer, Identity peer, String from, String to, int port) {
    return new Tuple(
        TraceFormat.NETWORKTRACE,
        side,
        "n1",
        observer,
        peer,
        IpAddress.tryParse(from),
        IpAddress.tryParse(to),
        Protocol.TCP,
        port,
        Optional.empty(),
        Long.MIN_VALUE);
  }

  private static final String EGRESS_TO_CART_8080 =
      "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress],"
          + " egress: [{to: [{podSelector: {matchLabels: {app: cart}}}], ports: [{port: 8080}]}]}";
  private static final String EGRESS_TO_CART_HTTP = EGRESS_TO_CART_8080.replace("8080", "http");
  private static final String CART_CLOSED = "{podSelector: {matchLabels: {app: cart}}}";
  private static final String WEB_CLOSED =
      "{podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress, Egress]}";

  @Test
  void a_pod_to_a_pod_is_judged_on_both_sides() {
    Tuple tuple = connect("10.0.1.10", "10.0.1.11", 8080);
    assertThat(judge(tuple).answer()).isEqualTo(Answer.ALLOWED);
    assertThat(judge(tuple, EGRESS_TO_CART_8080).answer()).isEqualTo(Answer.ALLOWED);
    assertThat(judge(tuple, EGRESS_TO_CART_8080, CART_CLOSED).answer()).isEqualTo(Answer.DENIED);
    assertThat(judge(connect("10.0.1.10", "10.0.1.11", 81), EGRESS_TO_CART_8080).answer())
        .isEqualTo(Answer.DENIED);
    assertThat(judge(accept("10.0.1.10", "10.0.1.11", 8080), WEB_CLOSED).answer())
        .isEqualTo(Answer.DENIED);
  }

  @Test
  void a_cluster_ip_is_judged_for_every_endpoint_on_its_own_target_port() {
    Tuple tuple = connect("10.0.1.10", "10.96.0.10", 80);
    Judged number = judge(tuple, EGRESS_TO_CART_8080);
    assertThat(number.answer()).isEqualTo(Answer.DENIED);
    assertThat(number.legs()).extracting(Leg::port).containsExactlyInAnyOrder(8080, 9090);
    assertThat(number.denied()).extracting(Leg::port).containsExactly(9090);
    assertThat(judge(tuple, EGRESS_TO_CART_HTTP).answer()).isEqualTo(Answer.ALLOWED);
    assertThat(judge(tuple, EGRESS_TO_CART_8080.replace("8080", "80")).answer())
        .as("the Service's own port")
        .isEqualTo(Answer.DENIED);
  }

  @Test
  void a_service_port_that_is_not_there_cannot_be_judged() {
    assertThat(judge(connect("10.0.1.10", "10.96.0.10", 81)))
        .extracting(Judged::answer, Judged::reason)
        .containsExactly(Answer.UNKNOWN, "the Service shop/cart has no port 81/TCP");
  }

  @Test
  void a_service_without_pods_stands_for_its_selector() {
    Tuple tuple = connect("10.0.1.10", "10.96.0.12", 80);
    assertThat(judge(tuple, EGRESS_TO_CART_8080).answer()).isEqualTo(Answer.DENIED);
    assertThat(judge(tuple, EGRESS_TO_CART_8080.replace("cart", "idle").replace("8080", "8000")))
        .extracting(Judged::answer)
        .isEqualTo(Answer.ALLOWED);
  }

  @Test
  void a_service_without_selector_leads_to_its_endpoint_slices() {
    String toApi =
        "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: %s/32}}],"
            + " ports: [{port: %d}]}]}";
    Tuple tuple = connect("10.0.1.10", "10.96.0.1", 443);
    assertThat(judge(tuple, String.format(toApi, "172.16.0.1", 6443)).answer())
        .isEqualTo(Answer.ALLOWED);
    assertThat(judge(tuple, String.format(toApi, "10.96.0.1", 443)).answer())
        .isEqualTo(Answer.DENIED);
  }

  @Test
  void a_pod_behind_its_own_service_is_undefined_unless_admitted() {
    ClusterSnapshot alone =
        Samples.snapshot(CLUSTER.replaceAll("(?s)metadata: \\{name: agent.*?---\n", ""));
    Tuple tuple = connect("10.0.1.10", "10.96.0.11", 80);
    assertThat(against(alone, WEB_CLOSED).judge(tuple, tally()).answer())
        .isEqualTo(Answer.UNDEFINED);
    assertThat(against(alone).judge(tuple, tally()).answer()).isEqualTo(Answer.ALLOWED);
  }

  @Test
  void a_node_port_is_judged_for_egress_before_and_after_translation() {
    Tuple tuple = connect("10.0.1.10", "192.168.0.2", 30080);
    String to = "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [%s]}";
    String dialled = "{to: [{ipBlock: {cidr: 192.168.0.2/32}}], ports: [{port: 30080}]}";
    String behind = "{to: [{podSelector: {matchLabels: {app: cart}}}], ports: [{port: http}]}";
    assertThat(judge(tuple, WEB_CLOSED).answer()).isEqualTo(Answer.DENIED);
    assertThat(judge(tuple, String.format(to, dialled)).answer()).isEqualTo(Answer.UNDEFINED);
    assertThat(judge(tuple, String.format(to, behind)).answer()).isEqualTo(Answer.UNDEFINED);
    assertThat(judge(tuple, String.format(to, dialled + ", " + behind), CART_CLOSED).answer())
        .as("what the backends admit is the node's business")
        .isEqualTo(Answer.ALLOWED);
  }

  @Test
  void a_host_port_is_judged_as_what_was_dialled_and_as_the_pod_behind_it() {
    ClusterSnapshot snapshot =
        Samples.snapshot(
            CLUSTER
                + """
                ---
                kind: Pod
                metadata: {name: dog, namespace: shop, labels: {app: dog}}
                spec: {nodeName: n2, containers: [{ports: [{containerPort: 8126, hostPort: 9126}]}]}
                status: {phase: Running, podIP: 10.0.2.44}
                """);
    String to = "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [%s]}";
    String dialled = "{to: [{ipBlock: {cidr: 192.168.0.2/32}}], ports: [{port: 9126}]}";
    String behind = "{to: [{podSelector: {matchLabels: {app: dog}}}], ports: [{port: 8126}]}";
    Tuple tuple = connect("10.0.1.10", "192.168.0.2", 9126);
    for (String one : List.of(dialled, behind)) {
      assertThat(against(snapshot, String.format(to, one)).judge(tuple, tally()).answer())
          .isEqualTo(Answer.UNDEFINED);
    }
    assertThat(
            against(snapshot, String.format(to, dialled + ", " + behind))
                .judge(tuple, tally())
                .answer())
        .isEqualTo(Answer.ALLOWED);
    assertThat(
            against(snapshot, String.format(to, dialled))
                .judge(connect("10.0.1.10", "192.168.0.1", 9126), tally())
                .answer())
        .as("at another node")
        .isEqualTo(Answer.DENIED);
  }

  /** At a node's own address (k3s) or another, which Services share by their ports. */
  @Test
  void an_address_that_services_share_is_judged_by_the_one_at_that_port() {
    String to = "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [%s]}";
    String behind = "{to: [{podSelector: {matchLabels: {app: cart}}}], ports: [{port: 7}]}";
    for (String address : List.of("192.168.0.2", "203.0.113.9")) {
      ClusterSnapshot shared =
          Samples.snapshot(
              CLUSTER
                  + """
                  ---
                  kind: Service
                  metadata: {name: a, namespace: shop}
                  spec: {externalIPs: [%s], selector: {app: web}, ports: [{port: 70}]}
                  ---
                  kind: Service
                  metadata: {name: b, namespace: shop}
                  spec: {externalIPs: [%s], selector: {app: cart}, ports: [{port: 80, targetPort: 7}]}
                  """
                      .formatted(address, address));
      String dialled = "{to: [{ipBlock: {cidr: " + address + "/32}}]}";
      Tuple tuple = connect("10.0.1.10", address, 80);
      assertThat(against(shared, String.format(to, dialled)).judge(tuple, tally()).answer())
          .isEqualTo(Answer.UNDEFINED);
      assertThat(
              against(shared, String.format(to, dialled + ", " + behind))
                  .judge(tuple, tally())
                  .answer())
          .isEqualTo(Answer.ALLOWED);
      assertThat(
              against(shared, CART_CLOSED)
                  .judge(accept(address, "10.0.1.11", 8080), tally())
                  .answer())
          .isEqualTo(Answer.DENIED);
    }
  }

  @Test
  void its_own_node_always_reaches_a_pod_and_another_does_not() {
    assertThat(judge(accept("192.168.0.1", "10.0.1.11", 8080), CART_CLOSED).answer())
        .isEqualTo(Answer.ALLOWED);
    assertThat(judge(accept("10.0.1.1", "10.0.1.11", 8080), CART_CLOSED).answer())
        .as("the bridge of its node")
        .isEqualTo(Answer.ALLOWED);
    assertThat(judge(accept("192.168.0.2", "10.0.1.11", 8080), CART_CLOSED).answer())
        .isEqualTo(Answer.DENIED);
  }

  @Test
  void a_host_network_pod_is_its_node() {
    assertThat(judge(connect("192.168.0.2", "203.0.113.1", 443), WEB_CLOSED).answer())
        .isEqualTo(Answer.ALLOWED);
    assertThat(
            judge(
                    accept("192.168.0.2", "10.0.1.11", 8080),
                    "{podSelector: {matchLabels: {app: cart}},"
                        + " ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}")
                .answer())
        .isEqualTo(Answer.DENIED);
  }

  @Test
  void outside_addresses_are_judged_as_they_are() {
    String out =
        "{podSelector: {}, policyTypes: [Egress],"
            + " egress: [{to: [{ipBlock: {cidr: 203.0.113.0/24}}], ports: [{port: 443}]}]}";
    assertThat(judge(connect("10.0.1.10", "203.0.113.9", 443), out).answer())
        .isEqualTo(Answer.ALLOWED);
    assertThat(judge(connect("10.0.1.10", "203.0.114.9", 443), out).answer())
        .isEqualTo(Answer.DENIED);
  }

  @Test
  void loopback_meets_no_policy() {
    Judged judged = judge(connect("127.0.0.1", "127.0.0.1", 80), WEB_CLOSED);
    assertThat(judged.answer()).isEqualTo(Answer.ALLOWED);
    assertThat(judged.legs()).isEmpty();
    assertThat(judged.reason()).isEqualTo("loopback");
  }

  @Test
  void an_address_of_the_pod_range_that_nobody_held_cannot_be_judged() {
    Judged judged = judge(connect("10.0.1.10", "10.0.1.99", 80), EGRESS_TO_CART_8080);
    assertThat(judged.answer()).isEqualTo(Answer.UNKNOWN);
    assertThat(judged.reason()).contains("10.0.1.99");
  }

  @Test
  void an_unknown_port_cannot_be_judged() {
    assertThat(judge(connect("10.0.1.10", "10.0.1.11", 0), CART_CLOSED).answer())
        .isEqualTo(Answer.UNKNOWN);
  }

  @Test
  void without_addresses_names_are_judged() {
    Tuple byName =
        tuple(
            Side.CONNECT,
            Identity.pod("shop", "web", ""),
            Identity.service("shop", "cart"),
            "",
            "",
            80);
    assertThat(judge(byName, EGRESS_TO_CART_HTTP).answer()).isEqualTo(Answer.ALLOWED);
    assertThat(judge(byName, EGRESS_TO_CART_8080).answer()).isEqualTo(Answer.DENIED);
    Tuple nobody = tuple(Side.CONNECT, Identity.pod("shop", "web", ""), Identity.NONE, "", "", 80);
    assertThat(judge(nobody).reason())
        .isEqualTo("the log has neither an address nor a name for an end");
    Tuple ghost =
        tuple(Side.CONNECT, Identity.pod("x", "ghost", ""), Identity.NONE, "", "10.0.1.11", 80);
    assertThat(judge(ghost).reason()).isEqualTo("nothing describes the pod x/ghost");
  }

  @Test
  void the_pod_that_saw_it_is_believed_over_who_has_its_address_today() {
    // The snapshot is newer than the trace: cart-9 of the log is gone, web has its address now.
    ClusterSnapshot snapshot =
        Samples.snapshot(
            CLUSTER
                + """
                ---
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: old, namespace: shop}
                spec:
                  replicas: 0
                  selector: {matchLabels: {app: old}}
                  template: {metadata: {labels: {app: old}}, spec: {containers: [{name: c}]}}
                """);
    Tuple tuple =
        tuple(
            Side.CONNECT,
            Identity.pod("shop", "old-0", "u-old"),
            Identity.NONE,
            "10.0.1.10",
            "10.0.1.11",
            8080);
    assertThat(against(snapshot, WEB_CLOSED).judge(tuple, tally()).answer())
        .isEqualTo(Answer.ALLOWED);
    assertThat(against(snapshot, WEB_CLOSED.replace("web", "old")).judge(tuple, tally()).answer())
        .isEqualTo(Answer.DENIED);
  }

  @Test
  void an_address_is_whose_it_was_then() {
    ClusterSnapshot snapshot =
        Samples.snapshot(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: late, namespace: shop, labels: {app: late}}
            spec: {nodeName: n1, containers: [{name: c}]}
            status: {phase: Running, podIP: 10.0.1.50, startTime: "2026-01-01T12:00:00Z"}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: shop, labels: {app: web}}
            spec: {nodeName: n1, containers: [{name: c}]}
            status: {phase: Running, podIP: 10.0.1.10}
            """);
    Replay closed = against(snapshot, "{podSelector: {matchLabels: {app: late}}}");
    Tuple tuple = connect("10.0.1.10", "10.0.1.50", 80);
    assertThat(closed.judge(tuple, tally("2026-01-01T13:00:00Z")).answer())
        .isEqualTo(Answer.DENIED);
    assertThat(closed.judge(tuple, tally("2026-01-01T11:00:00Z")).answer())
        .isEqualTo(Answer.UNKNOWN);
  }

  @Test
  void what_a_mesh_proxy_accepts_on_its_own_port_cannot_be_judged() {
    ClusterSnapshot meshed =
        Samples.snapshot(
            CLUSTER.replace(
                "[{name: c, ports: [{name: http, containerPort: 8080}]}]",
                "[{name: c}, {name: istio-proxy}]"));
    assertThat(
            against(meshed, CART_CLOSED)
                .judge(accept("10.0.1.10", "10.0.1.11", 15006), tally())
                .answer())
        .isEqualTo(Answer.UNKNOWN);
    assertThat(
            against(meshed, CART_CLOSED)
                .judge(accept("10.0.1.10", "10.0.1.11", 8080), tally())
                .answer())
        .isEqualTo(Answer.DENIED);
  }
}
