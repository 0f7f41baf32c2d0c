// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import static dev.netpol.advise.Literal.codes;
import static dev.netpol.advise.Literal.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.advise.AdviceOptions.ExternalMode;
import dev.netpol.advise.AdviceOptions.NodePeers;
import dev.netpol.model.Direction;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** Who is named by a rule, and how: one trap a test. */
class PeerTrapsTest {

  private static final String WEB = "10.244.1.5";
  private static final String API = "10.244.2.5";

  private final Literal shop =
      new Literal().deployment("shop/web", "app: web", WEB).deployment("shop/api", "app: api", API);

  /** A tcpconnect trace has no accepts: Inspektor Gadget never wrote the server's half. */
  @Test
  void one_side_serves_both_ends() {
    Advice advice = shop.connect(WEB, API + ":8080").advise();
    assertThat(rules(advice, "shop/web-network"))
        .containsExactly("in nothing", "out app=api :TCP/8080");
    assertThat(rules(advice, "shop/api-network"))
        .containsExactly("in app=web :TCP/8080", "out nothing");
  }

  /** Inspektor Gadget, kguardian and Theia's Service path write 80, which no pod listens on. */
  @Test
  void a_service_port_becomes_the_port_of_the_pods() {
    Advice advice =
        shop.service("shop/api", "10.96.0.7", "app: api", "ports: [{port: 80, targetPort: 8080}]")
            .connect(WEB, "10.96.0.7:80")
            .advise();
    assertThat(rules(advice, "shop/web-network")).contains("out app=api :TCP/8080");
    assertThat(rules(advice, "shop/api-network")).contains("in app=web :TCP/8080");
  }

  /** Theia and accuknox use a label {@code name} that namespaces need not have. */
  @Test
  void another_namespace_is_named_by_the_label_that_every_namespace_has() {
    Advice advice =
        shop.deployment("data/db", "app: db", "10.244.2.9")
            .connect(WEB, "10.244.2.9:5432")
            .advise();
    assertThat(Literal.yaml(advice, "shop/web-network"))
        .contains(
            """
                to:
                - namespaceSelector:
                    matchLabels:
                      kubernetes.io/metadata.name: data
                  podSelector:
                    matchLabels:
                      app: db
            """);
  }

  /** Kubescape's golden file has 10.244.0.67/32: the next pod to get it is let in. */
  @Test
  void an_address_that_no_pod_has_is_never_an_ip_block() {
    Advice advice = shop.accept("10.244.2.77", WEB + ":80").advise();
    assertThat(rules(advice, "shop/web-network")).containsExactly("in nothing", "out nothing");
    assertThat(advice.wouldBeCut())
        .singleElement()
        .satisfies(
            cut -> {
              assertThat(cut.workload()).hasToString("shop/web[Deployment]");
              assertThat(cut.reason()).contains("10.244.2.77");
            });
    assertThat(advice.unresolved()).hasSize(1);
  }

  /** Kubescape writes /32 for IPv6 too, which the API server refuses. */
  @Test
  void an_ipv6_address_is_a_block_of_128_bits() {
    Advice advice =
        new Literal()
            .deployment("shop/web", "app: web", "fd00:1::5")
            .event("connect", "node-1", "fd00:1::5", "2001:db8::1:443", "TCP", "established")
            .advise();
    assertThat(rules(advice, "shop/web-network")).contains("out 2001:db8::1/128 :TCP/443");
  }

  @Test
  void addresses_outside_are_joined_only_where_that_adds_none() {
    Advice advice =
        shop.connect(WEB, "198.51.100.4:443")
            .connect(WEB, "198.51.100.5:443")
            .connect(WEB, "198.51.100.7:443")
            .advise();
    assertThat(rules(advice, "shop/web-network"))
        .contains("out 198.51.100.4/31 198.51.100.7/32 :TCP/443");
  }

  /** Otterize lumps into /24 without a word. */
  @Test
  void widening_is_asked_for_and_its_cost_is_shown() {
    Advice advice =
        shop.connect(WEB, "198.51.100.4:443")
            .connect(WEB, "198.51.100.7:443")
            .connect(WEB, "203.0.113.9:443")
            .connect(WEB, "10.1.2.3:80")
            .with(options -> options.external(ExternalMode.MERGE))
            .advise();
    assertThat(rules(advice, "shop/web-network"))
        .contains(
            "out 10.1.2.3/32 :TCP/80",
            "out 203.0.113.9/32 :TCP/443",
            "out 198.51.100.4/30 :TCP/443 (widened)");
    RuleEvidence widened = advice.proposals().get(0).egress().get(2);
    assertThat(widened.beyond()).isEqualTo(BigInteger.TWO);
    assertThat(widened.why()).isEqualTo("widened: 2 addresses more than the 2 seen");
  }

  @Test
  void widening_never_takes_in_an_address_of_the_cluster() {
    Advice advice =
        shop.connect(WEB, "10.0.0.4:443")
            .connect(WEB, "10.0.0.7:443")
            .connect(WEB, "10.0.0.0:443")
            .with(options -> options.external(ExternalMode.MERGE))
            .advise();
    assertThat(rules(advice, "shop/web-network"))
        .contains("out 10.0.0.0/32 10.0.0.4/32 10.0.0.7/32 :TCP/443");
  }

  @Test
  void a_published_port_that_was_reached_from_outside_is_open_to_everyone_and_says_so() {
    shop.service(
            "shop/web",
            "10.96.0.8",
            "app: web",
            "type: LoadBalancer, ports: [{port: 80, targetPort: 8080}]")
        .accept("203.0.113.7", WEB + ":8080")
        .accept("203.0.113.7", WEB + ":9090");
    Advice advice = shop.advise();
    assertThat(rules(advice, "shop/web-network"))
        .containsExactly(
            "in 203.0.113.7/32 :TCP/9090",
            "in 0.0.0.0/0 ::/0 :TCP/8080 (declared public)",
            "out nothing");
    shop.options().external(ExternalMode.EXACT);
    assertThat(rules(shop.advise(), "shop/web-network"))
        .containsExactly("in 203.0.113.7/32 :TCP/8080 :TCP/9090", "out nothing");
  }

  /** Whom the load balancer keeps out nobody meant to let in. */
  @Test
  void a_port_published_for_some_is_open_to_them_and_to_whom_was_seen_besides() {
    shop.service(
            "shop/web",
            "10.96.0.8",
            "app: web",
            "type: LoadBalancer, loadBalancerSourceRanges: [198.51.100.0/24, 203.0.113.9/28],"
                + " ports: [{port: 80, targetPort: 8080}]")
        .accept("203.0.113.7", WEB + ":8080")
        .accept("192.0.2.1", WEB + ":8080");
    Advice advice = shop.advise();
    assertThat(rules(advice, "shop/web-network"))
        .containsExactly(
            "in 192.0.2.1/32 :TCP/8080",
            "in 198.51.100.0/24 203.0.113.0/28 :TCP/8080 (declared public)",
            "out nothing");
    assertThat(advice.proposals().get(0).ingress().get(1).why())
        .isEqualTo(
            "declared public: published by shop/web for its loadBalancerSourceRanges, and reached"
                + " from outside");
    assertThat(advice.proposals().get(0).ingress().get(1).beyond())
        .isEqualTo(BigInteger.valueOf(256 + 16 - 1));

    shop.service(
        "shop/all",
        "10.96.0.9",
        "app: web",
        "type: NodePort, ports: [{port: 1, targetPort: 8080}]");
    assertThat(rules(shop.advise(), "shop/web-network"))
        .containsExactly("in 0.0.0.0/0 ::/0 :TCP/8080 (declared public)", "out nothing");
  }

  @Test
  void a_published_port_that_only_those_reached_whom_it_is_not_for_is_theirs_alone() {
    shop.service(
            "shop/web",
            "10.96.0.8",
            "app: web",
            "type: LoadBalancer, loadBalancerSourceRanges: [198.51.100.0/24],"
                + " ports: [{port: 80, targetPort: 8080}]")
        .accept("192.0.2.1", WEB + ":8080");
    assertThat(rules(shop.advise(), "shop/web-network"))
        .containsExactly("in 192.0.2.1/32 :TCP/8080", "out nothing");
  }

  @Test
  void what_was_dialled_and_what_stands_behind_it_are_the_same_connections() {
    Advice advice =
        shop.service(
                "shop/web",
                "10.96.0.8",
                "app: web",
                "type: NodePort, ports: [{port: 80, targetPort: 30080, nodePort: 30080}]")
            .connect(API, "10.0.0.1:30080")
            .connect(API, "10.0.0.2:30080")
            .advise();
    assertThat(advice.proposals())
        .filteredOn(one -> one.policy().id().equals("shop/api-network"))
        .flatExtracting(one -> one.evidence(Direction.EGRESS))
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.flows()).hasSize(3);
              assertThat(rule.connections()).isEqualTo(2);
            });
  }

  @Test
  void a_published_port_that_nobody_reached_stays_closed() {
    Advice advice =
        shop.service("shop/web", "10.96.0.8", "app: web", "type: NodePort, ports: [{port: 80}]")
            .connect(WEB, API + ":8080")
            .advise();
    assertThat(rules(advice, "shop/web-network")).contains("in nothing");
  }

  /** hostNetwork peers abort Inspektor Gadget's report (5300); no podSelector selects them. */
  @Test
  void a_pod_on_its_nodes_network_is_its_nodes_address() {
    Advice advice =
        shop.object(
                """
                kind: Pod
                metadata: {namespace: kube-system, name: agent, labels: {app: agent}}
                spec: {nodeName: node-2, hostNetwork: true, containers: [{name: main}]}
                status: {phase: Running, podIP: 10.0.0.2, hostIP: 10.0.0.2}
                """)
            .accept("10.0.0.2", WEB + ":9100")
            .advise();
    assertThat(rules(advice, "shop/web-network")).contains("in 10.0.0.2/32 :TCP/9100");
    assertThat(codes(advice)).contains("node-address");
  }

  @Test
  void every_node_is_admitted_on_request_and_says_so() {
    Advice advice =
        shop.accept("10.0.0.2", WEB + ":9100")
            .with(options -> options.nodePeers(NodePeers.ALL))
            .advise();
    assertThat(rules(advice, "shop/web-network"))
        .contains("in 10.0.0.1/32 10.0.0.2/32 :TCP/9100 (widened)");
  }

  /** A pod's own node always reaches it (networking.k8s.io/v1): probes need no rule. */
  @Test
  void the_kubelet_of_the_own_node_needs_no_rule() {
    Advice advice = shop.accept("10.0.0.1", WEB + ":8080").connect(WEB, API + ":1").advise();
    assertThat(rules(advice, "shop/web-network")).contains("in nothing");
  }

  /** kubescape writes the labels of the Service default/kubernetes as a podSelector. */
  @Test
  void a_service_without_selector_leads_to_its_endpoints() {
    Advice advice =
        shop.object(
                "kind: Service\nmetadata: {namespace: default, name: kubernetes, labels: {component: apiserver}}\nspec: {clusterIP: 10.96.0.1, ports: [{name: https, port: 443, targetPort: 6443}]}\n")
            .object(
                """
                kind: EndpointSlice
                metadata: {namespace: default, name: kubernetes, labels: {kubernetes.io/service-name: kubernetes}}
                addressType: IPv4
                ports: [{name: https, port: 6443, protocol: TCP}]
                endpoints: [{addresses: [192.168.7.1]}]
                """)
            .connect(WEB, "10.96.0.1:443")
            .advise();
    assertThat(rules(advice, "shop/web-network")).contains("out 192.168.7.1/32 :TCP/6443");
  }

  @Test
  void more_than_a_hundred_blocks_are_a_finding() {
    for (int i = 0; i < 101; i++) {
      shop.connect(WEB, "198.51.100." + 2 * i + ":443");
    }
    assertThat(codes(shop.advise())).contains("many-ip-blocks");
  }

  @Test
  void the_metadata_address_is_a_finding() {
    assertThat(codes(shop.connect(WEB, "169.254.169.254:80").advise()))
        .contains("metadata-address");
  }
}
