// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.Advisor;
import dev.netpol.check.CheckedFlow.Answer;
import dev.netpol.check.RuleUse.Standing;
import dev.netpol.model.Direction;
import dev.netpol.policy.Modes;
import dev.netpol.trace.TraceReader;
import dev.netpol.trace.TraceSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A shop of a web and two workloads behind one Service, watched and checked. */
class TraceCheckTest {

  private static final String CLUSTER =
      """
      apiVersion: v1
      kind: Node
      metadata: {name: n1}
      spec: {podCIDR: 10.0.1.0/24}
      status: {addresses: [{type: InternalIP, address: 192.168.0.1}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: shop, labels: {app: web}}
      spec: {nodeName: n1, containers: [{name: c}]}
      status: {phase: Running, podIP: 10.0.1.10}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: cart, namespace: shop, labels: {app: cart, part: cart}}
      spec: {nodeName: n1, containers: [{name: c}]}
      status: {phase: Running, podIP: 10.0.1.11}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: stock, namespace: shop, labels: {app: stock, part: cart}}
      spec: {nodeName: n1, containers: [{name: c}]}
      status: {phase: Running, podIP: 10.0.1.12}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: agent, namespace: infra, labels: {app: agent}}
      spec: {nodeName: n1, hostNetwork: true, containers: [{name: c}]}
      status: {phase: Running, podIP: 192.168.0.1}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: cart, namespace: shop}
      spec: {clusterIP: 10.96.0.10, selector: {part: cart}, ports: [{port: 80, targetPort: 8080}]}
      """;

  private static final String HEADER =
      """
      {"type":"trace","version":1,"node":"n1","started":"2026-03-03T11:00:00Z",\
      "covers":{"connect":["TCP","UDP"],"accept":["TCP","UDP"]}}
      """;

  private static String connect(String from, String to, int port, String outcome) {
    return String.format(
        "{\"type\":\"connect\",\"time\":\"2026-03-03T11:00:21Z\",\"node\":\"n1\",\"comm\":\"wget\","
            + "\"proto\":\"TCP\",\"saddr\":\"%s\",\"daddr\":\"%s\",\"dport\":%d,"
            + "\"outcome\":\"%s\"}\n",
        from, to, port, outcome);
  }

  private static String connect(String to, int port) {
    return connect("10.0.1.10", to, port, "established");
  }

  private static TraceCheck check(String trace, String... specs) {
    return check(CLUSTER, trace, Modes.DEFAULT, specs);
  }

  private static TraceCheck check(String cluster, String trace, Modes modes, String... specs) {
    try (TraceReader reader =
        TraceReader.of(List.of(TraceSource.of(stream(HEADER + trace), "a.log")))) {
      return Advisor.of(Samples.snapshot(cluster))
          .observe(reader)
          .check(Samples.policies(specs), modes);
    }
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> texts(Stream<CheckedFlow> flows) {
    return flows.map(it -> it.answer() + " " + it.flow().connection()).toList();
  }

  private static final String WEB_MAY =
      "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [%s]}";
  private static final String TO_CART =
      "{to: [{podSelector: {matchLabels: {app: cart}}}], ports: [{port: 8080}]}";
  private static final String TO_STOCK = TO_CART.replace("cart", "stock");
  private static final String OUT =
      "{to: [{ipBlock: {cidr: 1.1.1.1/32}}, {ipBlock: {cidr: 9.9.9.9/32}}],"
          + " ports: [{port: 80}, {port: 443}]}";

  @Test
  void denied_flows_come_first_with_every_reason_once() {
    String trace = connect("1.1.1.1", 80) + connect("1.0.0.1", 80) + connect("1.0.0.1", 80);

    TraceCheck check = check(trace, String.format(WEB_MAY, OUT));

    assertThat(texts(check.flows().stream()))
        .containsExactly(
            "DENIED shop/web[Pod] -> 1.0.0.1:80/TCP", "COVERED shop/web[Pod] -> 1.1.1.1:80/TCP");
    CheckedFlow denied = check.denied().get(0);
    assertThat(denied.flow().connections()).isEqualTo(2);
    assertThat(denied.denials())
        .extracting(it -> it.half().toString())
        .containsExactly(
            "egress: isolated by shop/p0; not admitted by shop/p0 egress[0] (another peer)");
    assertThat(check.allowed().get(0).rules()).hasToString("[shop/p0 egress[0]]");
  }

  @Test
  void a_flow_to_a_service_is_denied_at_those_backends_that_deny_it() {
    TraceCheck check = check(connect("10.96.0.10", 80), String.format(WEB_MAY, TO_CART));

    assertThat(texts(check.flows().stream()))
        .containsExactly(
            "DENIED shop/web[Pod] -> shop/stock[Pod]:8080/TCP",
            "COVERED shop/web[Pod] -> shop/cart[Pod]:8080/TCP");
    assertThat(check.denied().get(0).backends()).hasToString("1 of 1");
    assertThat(check(connect("10.96.0.10", 80), String.format(WEB_MAY, TO_CART + ", " + TO_STOCK)))
        .extracting(TraceCheck::denied)
        .isEqualTo(List.of());
  }

  @Test
  void a_pod_behind_its_own_service_says_why_it_is_undecided_though_another_pod_is_denied() {
    TraceCheck check =
        check(connect("10.0.1.11", "10.96.0.10", 80, "established"), "{podSelector: {}}");

    assertThat(texts(check.flows().stream()))
        .containsExactly(
            "DENIED shop/cart[Pod] -> shop/stock[Pod]:8080/TCP",
            "UNDECIDED shop/cart[Pod] -> shop/cart[Pod]:8080/TCP");
    assertThat(check.denied().get(0).reasons()).isEmpty();
    assertThat(check.undecided().get(0).reasons())
        .containsExactly("a pod that reaches itself through a Service");
  }

  @Test
  void both_ends_can_deny() {
    TraceCheck check = check(connect("10.0.1.11", 8080), "{podSelector: {}}", WEB_CLOSED);

    assertThat(check.denied().get(0).denials())
        .extracting(Denial::direction)
        .containsExactlyInAnyOrder(Direction.INGRESS, Direction.EGRESS);
  }

  private static final String WEB_CLOSED =
      "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]}";

  @Test
  void what_only_failed_is_no_flow_that_worked() {
    String trace = connect("1.1.1.1", 80) + connect("10.0.1.10", "1.0.0.1", 80, "timeout");

    TraceCheck check = check(trace, String.format(WEB_MAY, OUT));

    assertThat(check.denied()).isEmpty();
    assertThat(texts(check.failed().stream()))
        .containsExactly("DENIED shop/web[Pod] -> 1.0.0.1:80/TCP");
  }

  @Test
  void one_pod_that_fails_does_not_count_as_the_one_that_works() {
    // cart and stock are pods of their own; web's failure through the Service is apart from its
    // success at the pod itself.
    String trace = connect("10.0.1.11", 8080) + connect("10.0.1.10", "10.96.0.10", 80, "timeout");

    TraceCheck check = check(trace, "{podSelector: {matchLabels: {app: stock}}}");

    assertThat(texts(check.failed().stream()))
        .containsExactly(
            "DENIED shop/web[Pod] -> shop/stock[Pod]:8080/TCP",
            "OPEN shop/web[Pod] -> shop/cart[Pod]:8080/TCP");
    assertThat(texts(check.allowed().stream()))
        .containsExactly("OPEN shop/web[Pod] -> shop/cart[Pod]:8080/TCP");
    assertThat(check.allowed().get(0).flow().connections()).isEqualTo(1);
  }

  @Test
  void one_observation_that_worked_is_enough_whichever_end_it_is_of() {
    String failed = connect("10.0.1.10", "10.0.1.11", 8080, "timeout");
    String accepted =
        connect("10.0.1.11", 8080).replace("\"type\":\"connect\"", "\"type\":\"accept\"");

    TraceCheck check = check(failed + accepted, "{podSelector: {matchLabels: {app: stock}}}");

    assertThat(check.failed()).isEmpty();
    assertThat(texts(check.flows().stream()))
        .containsExactly("OPEN shop/web[Pod] -> shop/cart[Pod]:8080/TCP");
  }

  @Test
  void what_cannot_be_resolved_is_undecided_with_the_reason() {
    TraceCheck check = check(connect("10.0.1.99", 80), WEB_CLOSED);

    assertThat(check.undecided()).hasSize(1);
    assertThat(check.undecided().get(0).reasons()).first().asString().contains("10.0.1.99");
  }

  @Test
  void tells_rules_in_use_from_those_that_nothing_used_and_why() {
    TraceCheck check =
        check(
            connect("1.1.1.1", 80),
            String.format(WEB_MAY, OUT + ", " + TO_CART),
            "{podSelector: {matchLabels: {app: gone}}, ingress: [{}]}",
            "{podSelector: {matchLabels: {app: cart}}, policyTypes: [Ingress], egress: [{}]}");

    assertThat(check.rules())
        .extracting(it -> it.rule() + " " + it.standing())
        .containsExactly(
            "shop/p0 egress[0] USED",
            "shop/p0 egress[1] NOT_SEEN",
            "shop/p1 ingress[0] NO_POD",
            "shop/p2 egress[0] NO_EFFECT");
    assertThat(check.unused()).extracting(RuleUse::standing).doesNotContain(Standing.USED);
  }

  @Test
  void names_the_peers_and_ports_of_a_used_rule_that_nothing_needs() {
    RuleUse use = check(connect("1.1.1.1", 80), String.format(WEB_MAY, OUT)).rules().get(0);

    assertThat(use.flows()).isEqualTo(1);
    assertThat(use.idlePeers()).hasSize(1).first().asString().contains("9.9.9.9/32");
    assertThat(use.idlePorts()).hasSize(1).first().asString().contains("443");
  }

  @Test
  void a_trace_without_accepts_cannot_show_who_comes_from_outside() {
    String connectsOnly = HEADER.replace("\"accept\":[\"TCP\",\"UDP\"]", "\"accept\":[]");
    assertThat(connectsOnly).isNotEqualTo(HEADER);
    String ingress = "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24}}]}]}";

    assertThat(check(connectsOnly, ingress).unused())
        .extracting(RuleUse::standing)
        .containsExactly(Standing.NOT_CAPTURED);
  }

  @Test
  void lists_workloads_that_no_policy_isolates_but_not_those_that_none_can() {
    TraceCheck check = check(connect("1.1.1.1", 80), String.format(WEB_MAY, OUT), CART_CLOSED);

    assertThat(check.unprotected())
        .extracting(it -> it.workload() + " " + it.direction() + " " + it.pods())
        .containsExactly(
            "shop/cart[Pod] EGRESS 1 of 1",
            "shop/stock[Pod] INGRESS 1 of 1",
            "shop/stock[Pod] EGRESS 1 of 1",
            "shop/web[Pod] INGRESS 1 of 1");
  }

  @Test
  void a_host_network_pod_that_the_trace_names_is_judged_in_the_mode_that_makes_it_a_pod() {
    String cluster = CLUSTER.replace("namespace: infra", "namespace: shop");
    String out =
        connect("192.168.0.1", "8.8.8.8", 80, "established")
            .replace("\"comm\"", "\"namespace\":\"shop\",\"pod\":\"agent\",\"comm\"");
    String in = out.replace("8.8.8.8", "10.0.1.11");
    String agentClosed = WEB_CLOSED.replace("app: web", "app: agent");

    TraceCheck pods =
        check(cluster, out + in, HOST_PODS, agentClosed, CART_CLOSED.replace("Ingress", "Egress"));
    assertThat(texts(pods.flows().stream()))
        .containsExactly(
            "DENIED shop/agent[Pod] -> shop/cart[Pod]:80/TCP",
            "DENIED shop/agent[Pod] -> 8.8.8.8:80/TCP");
    assertThat(pods.denied().get(0).denials())
        .extracting(Denial::direction)
        .containsExactly(Direction.EGRESS);
    String fromAgent =
        "{podSelector: {matchLabels: {app: cart}},"
            + " ingress: [{from: [{podSelector: {matchLabels: {app: agent}}}]}]}";
    assertThat(texts(check(cluster, in, HOST_PODS, fromAgent).flows().stream()))
        .containsExactly("COVERED shop/agent[Pod] -> shop/cart[Pod]:80/TCP");

    assertThat(check(cluster, out, Modes.DEFAULT, agentClosed).flows()).isEmpty();
  }

  @Test
  void what_labels_decide_that_nobody_knows_is_undecided() {
    String ghost = named("ghost", "10.0.1.50", "1.1.1.1") + named("web", "10.0.1.10", "10.0.1.11");

    TraceCheck check = check(ghost, WEB_CLOSED);
    assertThat(texts(check.flows().stream()))
        .containsExactly(
            "DENIED shop/web[Pod] -> shop/cart[Pod]:80/TCP",
            "UNDECIDED shop/ghost[Pod] -> 1.1.1.1:80/TCP");
    assertThat(check.undecided().get(0).reasons())
        .containsExactly("the labels of shop/ghost are not known: no object describes it");
    assertThat(unprotected(check, "ghost")).containsExactly(Direction.INGRESS);
    assertThat(check(ghost, "{podSelector: {matchLabels: {app: x}}, ingress: [{}]}").unused())
        .extracting(RuleUse::standing)
        .as("it may be what the policy selects")
        .containsExactly(Standing.NOT_SEEN);

    TraceCheck peer =
        check(named("ghost", "10.0.1.50", "10.0.1.11"), "{podSelector: {}, ingress: [" + FROM_WEB);
    assertThat(texts(peer.flows().stream()))
        .containsExactly("UNDECIDED shop/ghost[Pod] -> shop/cart[Pod]:80/TCP");
    assertThat(peer.rules()).extracting(RuleUse::standing).containsExactly(Standing.NOT_SEEN);
  }

  private static final String FROM_WEB = "{from: [{podSelector: {matchLabels: {app: web}}}]}]}";

  @Test
  void where_no_label_decides_pods_without_known_labels_are_judged() {
    String ghost = named("ghost", "10.0.1.50", "1.1.1.1");
    String closed = "{podSelector: {}, policyTypes: [Ingress, Egress]}";
    String toAll = "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{podSelector: {}}]}]}";

    assertThat(texts(check(ghost, closed).flows().stream()))
        .containsExactly("DENIED shop/ghost[Pod] -> 1.1.1.1:80/TCP");
    assertThat(unprotected(check(ghost, closed), "ghost")).isEmpty();
    assertThat(unprotected(check(ghost, toAll), "ghost")).containsExactly(Direction.INGRESS);
    assertThat(texts(check(named("ghost", "10.0.1.50", "10.0.1.11"), toAll).flows().stream()))
        .containsExactly("COVERED shop/ghost[Pod] -> shop/cart[Pod]:80/TCP");
    assertThat(
            texts(
                check(named("ghost", "10.0.1.50", "10.0.1.11"), WEB_CLOSED, "{podSelector: {}}")
                    .flows()
                    .stream()))
        .as("nobody may reach the other end")
        .containsExactly("DENIED shop/ghost[Pod] -> shop/cart[Pod]:80/TCP");
  }

  private static String named(String pod, String from, String to) {
    return connect(from, to, 80, "established")
        .replace("\"comm\"", "\"namespace\":\"shop\",\"pod\":\"" + pod + "\",\"comm\"");
  }

  private static List<Direction> unprotected(TraceCheck check, String workload) {
    return check.unprotected().stream()
        .filter(it -> it.workload().name().equals(workload))
        .map(Unprotected::direction)
        .toList();
  }

  private static final Modes HOST_PODS = Modes.DEFAULT.with("hostNetwork", "pod");

  private static final String CART_CLOSED =
      "{podSelector: {matchLabels: {app: cart}}, policyTypes: [Ingress]}";

  @Test
  void a_part_of_the_answer_is_about_some_namespaces() {
    TraceCheck check = check(connect("1.1.1.1", 80), String.format(WEB_MAY, OUT));

    assertThat(check.within(Set.of())).isEqualTo(check);
    assertThat(check.within(Set.of("shop"))).isEqualTo(check);
    TraceCheck other = check.within(Set.of("other"));
    assertThat(other.flows()).isEmpty();
    assertThat(other.rules()).isEmpty();
    assertThat(other.unprotected()).isEmpty();
  }

  @Test
  void every_flow_and_every_observation_has_an_answer() {
    String trace =
        Stream.of("1.1.1.1", "1.0.0.1", "10.96.0.10", "10.0.1.99", "10.0.1.12")
            .map(ip -> connect(ip, 80))
            .collect(Collectors.joining());

    TraceCheck check = check(trace, String.format(WEB_MAY, OUT));

    assertThat(check.denied().size() + check.undecided().size() + check.allowed().size())
        .isEqualTo(check.flows().size())
        .isEqualTo(6);
    assertThat(check.flows()).extracting(CheckedFlow::answer).contains(Answer.UNDECIDED);
  }
}
