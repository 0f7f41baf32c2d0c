// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.netpol.model.ContainerPort;
import dev.netpol.model.Direction;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Pod;
import dev.netpol.model.Protocol;
import dev.netpol.policy.Verdict.Answer;
import dev.netpol.policy.Verdict.Ground;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The API's rules, one by one; where one has a source beside the API text, the test names it. */
class PolicySetTest {

  private static final Map<String, Labels> NAMESPACES =
      Map.of("x", Labels.of("team", "a"), "y", Labels.of("team", "b"));
  private static final Map<String, Set<IpAddress>> NODES =
      Map.of(
          "n1", Set.of(IpAddress.parse("192.168.0.1"), IpAddress.parse("10.0.1.1")),
          "n2", Set.of(IpAddress.parse("192.168.0.2")));

  private static final Pod WEB = pod("x", "web", "10.0.1.2", "n1");
  private static final Pod DB = pod("x", "db", "10.0.1.3", "n1", port("pg", Protocol.TCP, 5432));
  private static final Pod DB2 =
      new Pod(
          "x",
          "db-2",
          DB.labels(),
          List.of(IpAddress.parse("10.0.2.3")),
          false,
          "n2",
          List.of(port("pg", Protocol.TCP, 6432), port("alt", Protocol.UDP, 5432)));
  private static final Pod FAR = pod("y", "web", "10.0.2.2", "n2");
  private static final Pod GHOST = pod("z", "web", "10.0.2.9", "n2");
  private static final Pod HOST =
      new Pod(
          "x",
          "host",
          Labels.of("app", "web"),
          List.of(IpAddress.parse("192.168.0.2")),
          true,
          "n2",
          List.of());
  private static final Party OUTSIDE = Party.of(IpAddress.parse("203.0.113.7"));

  private static Pod pod(String ns, String app, String ip, String node, ContainerPort... ports) {
    return new Pod(
        ns, app, Labels.of("app", app), List.of(IpAddress.parse(ip)), false, node, List.of(ports));
  }

  private static ContainerPort port(String name, Protocol protocol, int number) {
    return new ContainerPort(name, protocol, number);
  }

  private static Party at(Pod pod) {
    return Party.of(pod, pod.addresses().get(0));
  }

  /** Policies of namespace x, one for each spec. */
  private static PolicySet set(String... specs) {
    return set(Modes.DEFAULT, specs);
  }

  private static PolicySet set(Modes modes, String... specs) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < specs.length; i++) {
      text.append("---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n")
          .append("metadata: {name: p" + i + ", namespace: x}\nspec: " + specs[i] + "\n");
    }
    ReadPolicies read = PolicyYaml.parse(text.toString(), "p.yaml");
    assertThat(read.hasErrors()).as(read.diagnostics().toString()).isFalse();
    return PolicySet.compile(read.policies(), NAMESPACES, NODES, modes);
  }

  private static boolean tcp(PolicySet set, Pod from, Pod to, int port) {
    return set.verdict(at(from), at(to), Protocol.TCP, port).allowed();
  }

  // Rules 1-3: two isolations, both of which must admit.

  @Test
  void without_policies_everything_is_allowed() {
    Verdict verdict = set().verdict(at(WEB), at(DB), Protocol.SCTP, 1);
    assertThat(verdict.answer()).isEqualTo(Answer.ALLOWED);
    assertThat(verdict.egress().ground()).isEqualTo(Ground.NOT_ISOLATED);
    assertThat(verdict.ingress().ground()).isEqualTo(Ground.NOT_ISOLATED);
  }

  @Test
  void isolation_for_ingress_leaves_egress_open() {
    PolicySet set = set("{podSelector: {matchLabels: {app: db}}}");
    assertThat(tcp(set, WEB, DB, 1)).isFalse();
    assertThat(tcp(set, DB, WEB, 1)).isTrue();
  }

  @Test
  void egress_of_the_client_counts_even_if_the_server_admits_it() {
    // e2e "should support denying of egress traffic on the client side (even if the server
    // explicitly allows this traffic)"
    PolicySet set =
        set(
            "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]}",
            "{podSelector: {matchLabels: {app: db}}, ingress: [{}]}");
    Verdict verdict = set.verdict(at(WEB), at(DB), Protocol.TCP, 5432);
    assertThat(verdict.answer()).isEqualTo(Answer.DENIED);
    assertThat(verdict.ingress().ground()).isEqualTo(Ground.ADMITTED);
    assertThat(verdict.because())
        .containsExactly(
            "egress: isolated by x/p0, which has no rule", "ingress: admitted by x/p1 ingress[0]");
  }

  @Test
  void a_policy_selects_pods_of_its_own_namespace_alone() {
    PolicySet set = set("{podSelector: {}, policyTypes: [Ingress, Egress]}");
    assertThat(tcp(set, FAR, GHOST, 1)).isTrue();
    assertThat(tcp(set, FAR, WEB, 1)).isFalse();
    assertThat(set.selecting(WEB, Direction.EGRESS)).hasSize(1);
    assertThat(set.selecting(FAR, Direction.EGRESS)).isEmpty();
  }

  // Rules 4, 5: policies and rules add up; ports and peers of one rule belong together.

  @Test
  void policies_add_up_and_every_admitting_rule_is_named() {
    PolicySet set =
        set(
            "{podSelector: {}}",
            "{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}",
            "{podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: 1}]}, {}]}");
    Verdict verdict = set.verdict(at(WEB), at(DB), Protocol.TCP, 80);
    assertThat(verdict.ingress().isolating())
        .extracting(NetworkPolicy::name)
        .containsExactly("p0", "p1", "p2");
    assertThat(verdict.ingress().admitting())
        .extracting(RuleRef::toString)
        .containsExactly("x/p1 ingress[0]", "x/p2 ingress[1]");
    assertThat(verdict.ingress().admitting().get(0).rule().at()).hasToString("p.yaml:10:35");
  }

  @Test
  void rules_are_no_cross_product_of_peers_and_ports() {
    PolicySet set =
        set(
            "{podSelector: {matchLabels: {app: db}}, ingress: ["
                + "{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 1}, {port: 2}]},"
                + "{from: [{namespaceSelector: {matchLabels: {team: b}}}], ports: [{port: 3}]}]}");
    assertThat(tcp(set, WEB, DB, 1)).isTrue();
    assertThat(tcp(set, WEB, DB, 2)).isTrue();
    assertThat(tcp(set, WEB, DB, 3)).isFalse();
    assertThat(tcp(set, FAR, DB, 3)).isTrue();
    Verdict.Half half = set.verdict(at(FAR), at(DB), Protocol.TCP, 1).ingress();
    assertThat(half.toString())
        .isEqualTo(
            "ingress: isolated by x/p0; not admitted by x/p0 ingress[0] (another peer), x/p0"
                + " ingress[1] (another port)");
  }

  // Rules 9-18: defaults, and what is empty.

  @Test
  void an_egress_rule_without_policy_types_isolates_ingress_too() {
    PolicySet set = set("{podSelector: {matchLabels: {app: db}}, egress: [{}]}");
    assertThat(tcp(set, WEB, DB, 1)).isFalse();
    assertThat(tcp(set, DB, WEB, 1)).isTrue();
  }

  @Test
  void rules_of_a_direction_that_is_not_declared_mean_nothing() {
    PolicySet set =
        set(
            "{podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress], egress: [{ports: [{port: 1}]}], ingress: [{}]}");
    assertThat(tcp(set, DB, WEB, 2)).isTrue();
    assertThat(tcp(set, WEB, DB, 2)).isTrue();
  }

  @Test
  void an_empty_rule_admits_pods_nodes_and_the_outside() {
    PolicySet set = set("{podSelector: {matchLabels: {app: db}}, ingress: [{}]}");
    assertThat(tcp(set, FAR, DB, 1)).isTrue();
    assertThat(set.verdict(OUTSIDE, at(DB), Protocol.UDP, 9).allowed()).isTrue();
    assertThat(set.verdict(at(HOST), at(DB), Protocol.UDP, 9).allowed()).isTrue();
  }

  @Test
  void a_port_without_protocol_is_tcp_and_an_empty_port_is_all_of_tcp() {
    PolicySet set = set("{podSelector: {}, ingress: [{ports: [{port: 53}]}]}");
    assertThat(tcp(set, WEB, DB, 53)).isTrue();
    assertThat(set.verdict(at(WEB), at(DB), Protocol.UDP, 53).allowed()).isFalse();
    PolicySet any = set("{podSelector: {}, ingress: [{ports: [{}]}]}");
    assertThat(tcp(any, WEB, DB, 7)).isTrue();
    assertThat(any.verdict(at(WEB), at(DB), Protocol.UDP, 7).allowed()).isFalse();
    PolicySet udp = set("{podSelector: {}, ingress: [{ports: [{protocol: UDP}]}]}");
    assertThat(udp.verdict(at(WEB), at(DB), Protocol.UDP, 7).allowed()).isTrue();
    assertThat(tcp(udp, WEB, DB, 7)).isFalse();
  }

  // Rules 19-25: peers.

  @Test
  void a_pod_selector_alone_means_the_policys_own_namespace() {
    // e2e "deny ingress from pods on other namespaces"
    PolicySet set = set("{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}");
    assertThat(tcp(set, WEB, DB, 1)).isTrue();
    assertThat(tcp(set, FAR, DB, 1)).isFalse();
  }

  @Test
  void selectors_in_one_peer_are_and_in_two_are_or() {
    String from = "{podSelector: {}, ingress: [{from: [%s]}]}";
    PolicySet and =
        set(
            String.format(
                from,
                "{namespaceSelector: {matchLabels: {team: b}}, podSelector: {matchLabels: {app: db}}}"));
    PolicySet or =
        set(
            String.format(
                from,
                "{namespaceSelector: {matchLabels: {team: b}}}, {podSelector: {matchLabels: {app: db}}}"));
    assertThat(tcp(and, FAR, WEB, 1)).isFalse();
    assertThat(tcp(and, DB, WEB, 1)).isFalse();
    assertThat(tcp(or, FAR, WEB, 1)).isTrue();
    assertThat(tcp(or, DB, WEB, 1)).isTrue();
  }

  @Test
  void a_namespace_selector_never_matches_what_is_no_pod() {
    PolicySet set = set("{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]}");
    assertThat(tcp(set, FAR, DB, 1)).isTrue();
    assertThat(set.verdict(OUTSIDE, at(DB), Protocol.TCP, 1).allowed()).isFalse();
    assertThat(set.verdict(at(HOST), at(DB), Protocol.TCP, 1).allowed()).isFalse();
  }

  @Test
  void every_namespace_has_its_name_as_a_label() {
    // e2e "... using default ns label"; z is in no snapshot at all
    for (Pod from : List.of(FAR, GHOST)) {
      PolicySet set =
          set(
              "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchExpressions: [{key:"
                  + " kubernetes.io/metadata.name, operator: In, values: ['"
                  + from.namespace()
                  + "']}]}}]}]}");
      assertThat(tcp(set, from, DB, 1)).isTrue();
      assertThat(tcp(set, WEB, DB, 1)).isFalse();
    }
  }

  // Rules 26-29: address blocks.

  @Test
  void an_excepted_address_may_be_admitted_by_another_peer() {
    String block =
        "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.0/28]}}%s]}]}";
    assertThat(set(String.format(block, "")).verdict(OUTSIDE, at(DB), Protocol.TCP, 1).allowed())
        .isFalse();
    assertThat(
            set(String.format(block, ", {ipBlock: {cidr: 203.0.113.7/32}}"))
                .verdict(OUTSIDE, at(DB), Protocol.TCP, 1)
                .allowed())
        .isTrue();
  }

  @Test
  void a_block_matches_a_pods_address_unless_the_mode_says_no() {
    // e2e "should allow egress access to server in CIDR block"; Cilium differs (cilium#9209)
    String spec =
        "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}";
    Modes external =
        new Modes(
            Modes.IpBlocks.EXTERNAL_ONLY,
            Modes.HostNetwork.NODE,
            Modes.FinishedPods.RELEASED,
            Modes.SelfViaService.UNDEFINED,
            Modes.OwnNode.FROM);
    assertThat(tcp(set(spec), WEB, FAR, 1)).isTrue();
    assertThat(tcp(set(external, spec), WEB, FAR, 1)).isFalse();
    assertThat(
            set(external, spec)
                .verdict(at(WEB), Party.of(IpAddress.parse("10.9.9.9")), Protocol.TCP, 1)
                .allowed())
        .isTrue();
    assertThat(external)
        .hasToString(
            "ipBlock=external-only hostNetwork=node finishedPods=released selfViaService=undefined"
                + " ownNode=from");
  }

  @Test
  void all_of_ipv4_is_nothing_of_ipv6() {
    PolicySet set =
        set(
            "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}");
    assertThat(set.verdict(at(WEB), OUTSIDE, Protocol.TCP, 1).allowed()).isTrue();
    assertThat(
            set.verdict(at(WEB), Party.of(IpAddress.parse("2001:db8::1")), Protocol.TCP, 1)
                .allowed())
        .isFalse();
  }

  @Test
  void a_pod_without_address_is_matched_by_selectors_and_by_no_block() {
    Pod pending = new Pod("x", "new", Labels.of("app", "new"), List.of(), false, "", List.of());
    PolicySet block =
        set(
            "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}");
    PolicySet selector =
        set("{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {}}]}]}");
    assertThat(block.verdict(Party.of(pending), at(DB), Protocol.TCP, 1).allowed()).isFalse();
    assertThat(selector.verdict(Party.of(pending), at(DB), Protocol.TCP, 1).allowed()).isTrue();
  }

  // Rules 31-37: ports.

  @Test
  void a_named_port_is_whatever_each_destination_calls_so() {
    // noironetworks/aci-containers#1707: it must not open both numbers on both pods
    PolicySet ingress =
        set("{podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: pg}]}]}");
    PolicySet egress =
        set(
            "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{ports: [{port: pg}]}]}");
    for (PolicySet set : List.of(ingress, egress)) {
      assertThat(tcp(set, WEB, DB, 5432)).isTrue();
      assertThat(tcp(set, WEB, DB, 6432)).isFalse();
      assertThat(tcp(set, WEB, DB2, 6432)).isTrue();
      assertThat(tcp(set, WEB, DB2, 5432)).isFalse();
      assertThat(set.verdict(at(WEB), at(DB), Protocol.UDP, 5432).allowed()).isFalse();
    }
  }

  @Test
  void a_name_with_another_protocol_or_declared_by_nobody_opens_nothing() {
    PolicySet alt =
        set("{podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: alt}]}]}");
    assertThat(tcp(alt, WEB, DB2, 5432)).isFalse();
    assertThat(tcp(alt, WEB, DB, 5432)).isFalse();
  }

  @Test
  void a_named_port_works_from_a_block_and_never_to_one() {
    PolicySet from =
        set(
            "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24}}], ports: [{port: pg}]}]}");
    assertThat(from.verdict(OUTSIDE, at(DB), Protocol.TCP, 5432).allowed()).isTrue();
    PolicySet to =
        set(
            "{podSelector: {}, policyTypes: [Egress],"
                + " egress: [{to: [{ipBlock: {cidr: 203.0.113.0/24}}], ports: [{port: pg}]}]}");
    assertThat(to.verdict(at(WEB), OUTSIDE, Protocol.TCP, 5432).allowed()).isFalse();
  }

  @Test
  void a_numeric_port_needs_no_declaration_and_end_port_is_included() {
    PolicySet set = set("{podSelector: {}, ingress: [{ports: [{port: 8000, endPort: 8002}]}]}");
    assertThat(tcp(set, WEB, DB, 7999)).isFalse();
    assertThat(tcp(set, WEB, DB, 8000)).isTrue();
    assertThat(tcp(set, WEB, DB, 8002)).isTrue();
    assertThat(tcp(set, WEB, DB, 8003)).isFalse();
  }

  @Test
  void a_rule_for_sctp_isolates_tcp() {
    // e2e "should not mistakenly treat 'protocol: SCTP' as 'protocol: TCP'"
    PolicySet set = set("{podSelector: {}, ingress: [{ports: [{protocol: SCTP, port: 80}]}]}");
    assertThat(tcp(set, WEB, DB, 80)).isFalse();
    assertThat(set.verdict(at(WEB), at(DB), Protocol.SCTP, 80).allowed()).isTrue();
  }

  @Test
  void a_port_is_within_1_and_65535() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> set().verdict(at(WEB), at(DB), Protocol.TCP, 0))
        .withMessage("a port should be within 1-65535: was 0");
  }

  // Rules 39-42: nodes, and a pod with itself.

  @Test
  void a_pods_own_node_always_reaches_it_at_any_of_its_addresses() {
    PolicySet closed = set("{podSelector: {}, policyTypes: [Ingress, Egress]}");
    for (Party node :
        List.of(
            Party.of(IpAddress.parse("192.168.0.1")),
            Party.of(IpAddress.parse("10.0.1.1")),
            Party.ofNode("n1", IpAddress.parse("172.31.0.1")))) {
      Verdict verdict = closed.verdict(node, at(WEB), Protocol.TCP, 8080);
      assertThat(verdict.answer()).isEqualTo(Answer.ALLOWED);
      assertThat(verdict.ingress().ground()).isEqualTo(Ground.OWN_NODE);
    }
    assertThat(closed.verdict(at(HOST), at(WEB), Protocol.TCP, 8080).allowed()).isFalse();
    assertThat(closed.verdict(at(HOST), at(DB2), Protocol.TCP, 8080).allowed()).isTrue();
  }

  @Test
  void to_its_own_node_a_pod_needs_a_rule_unless_the_mode_says_no() {
    // The API text exempts the way in, the documentation both ways.
    String closed = "{podSelector: {}, policyTypes: [Egress]}";
    Modes both =
        new Modes(
            Modes.IpBlocks.MATCH_PODS,
            Modes.HostNetwork.NODE,
            Modes.FinishedPods.RELEASED,
            Modes.SelfViaService.UNDEFINED,
            Modes.OwnNode.FROM_AND_TO);
    Party node = Party.of(IpAddress.parse("192.168.0.1"));
    assertThat(set(closed).verdict(at(WEB), node, Protocol.TCP, 10250).allowed()).isFalse();
    assertThat(set(both, closed).verdict(at(WEB), node, Protocol.TCP, 10250).allowed()).isTrue();
    assertThat(set(both, closed).verdict(at(FAR), node, Protocol.TCP, 10250).allowed()).isTrue();
    assertThat(set(both, closed).verdict(at(DB2), node, Protocol.TCP, 10250).allowed()).isFalse();
  }

  @Test
  void a_host_network_pod_is_its_node_unless_the_mode_says_it_is_a_pod() {
    String closed = "{podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress, Egress]}";
    assertThat(tcp(set(closed), HOST, DB, 1)).isTrue();
    assertThat(set(closed).selecting(HOST, Direction.EGRESS)).isEmpty();
    assertThat(set(closed).verdict(at(DB), at(HOST), Protocol.TCP, 1).ingress().ground())
        .isEqualTo(Ground.NOT_A_POD);
    Modes pods =
        new Modes(
            Modes.IpBlocks.MATCH_PODS,
            Modes.HostNetwork.POD,
            Modes.FinishedPods.RELEASED,
            Modes.SelfViaService.UNDEFINED,
            Modes.OwnNode.FROM);
    assertThat(tcp(set(pods, closed), HOST, DB, 1)).isFalse();
    assertThat(set(pods, closed).selecting(HOST, Direction.EGRESS)).hasSize(1);
    PolicySet byBlock =
        set(
            "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 192.168.0.2/32}}]}]}");
    assertThat(tcp(byBlock, HOST, DB, 1)).isTrue();
  }

  @Test
  void a_pod_reaches_itself_and_its_siblings_do_not() {
    PolicySet closed = set("{podSelector: {}, policyTypes: [Ingress, Egress]}");
    assertThat(closed.verdict(at(DB), at(DB), Protocol.TCP, 1).ingress().ground())
        .isEqualTo(Ground.SELF);
    assertThat(tcp(closed, DB, DB, 1)).isTrue();
    assertThat(tcp(closed, DB, DB2, 1)).isFalse();
  }

  @Test
  void itself_through_a_service_is_undefined_allowed_or_like_any_other() {
    String closed = "{podSelector: {}, policyTypes: [Ingress, Egress]}";
    for (Modes.SelfViaService mode : Modes.SelfViaService.values()) {
      Modes modes =
          new Modes(
              Modes.IpBlocks.MATCH_PODS,
              Modes.HostNetwork.NODE,
              Modes.FinishedPods.RELEASED,
              mode,
              Modes.OwnNode.FROM);
      Answer answer =
          switch (mode) {
            case UNDEFINED -> Answer.UNDEFINED;
            case ALLOWED -> Answer.ALLOWED;
            case DENIED -> Answer.DENIED;
          };
      assertThat(set(modes, closed).verdict(at(DB), at(DB), Protocol.TCP, 1, Via.SERVICE).answer())
          .isEqualTo(answer);
      assertThat(set(modes).verdict(at(DB), at(DB), Protocol.TCP, 1, Via.SERVICE).answer())
          .as("where no policy isolates it, it is allowed in any mode")
          .isEqualTo(Answer.ALLOWED);
      assertThat(set(modes, closed).verdict(at(DB), at(DB2), Protocol.TCP, 1, Via.SERVICE).answer())
          .isEqualTo(Answer.DENIED);
    }
  }

  @Test
  void of_two_policies_with_one_name_the_later_stands() {
    NetworkPolicy closed = set("{podSelector: {}}").policies().get(0);
    NetworkPolicy open = set("{podSelector: {}, ingress: [{}]}").policies().get(0);
    PolicySet set = PolicySet.compile(List.of(closed, open), NAMESPACES, NODES, Modes.DEFAULT);
    assertThat(set.policies()).containsExactly(open);
    assertThat(tcp(set, FAR, DB, 1)).isTrue();
  }
}
