// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.check.Change.Kind;
import dev.netpol.model.Direction;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.RuleRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyDiffTest {

  private static final String DENY_WEB =
      "{podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress]}";
  private static final String WEB_FROM_CART =
      """
      {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress],
       ingress: [{from: [{podSelector: {matchLabels: {app: cart}}}], ports: [{port: 80}]}]}\
      """;
  private static final String WEB_FROM_CANARY =
      """
      {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress],
       ingress: [{from: [{podSelector: {matchLabels: {canary: "yes"}}}], ports: [{port: 80}]}]}\
      """;
  private static final String WEB_FROM_THE_OTHER =
      """
      {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress],
       ingress: [{from: [{podSelector: {matchLabels: {app: cart},
                                        matchExpressions: [{key: canary, operator: DoesNotExist}]}}],
                  ports: [{port: 80}]}]}\
      """;

  @Test
  void a_new_rule_gains_its_ports_and_nothing_else() {
    PolicyDiff diff = diff(List.of(DENY_WEB), List.of(WEB_FROM_CART));
    assertThat(diff.changes()).hasSize(1);
    Change change = diff.changes().get(0);
    assertThat(change.kind()).isEqualTo(Kind.GAINED);
    assertThat(change.edge()).hasToString("shop/cart[Deployment] => shop/web[Pod] : TCP 80");
    assertThat(change.witness().turned()).containsExactly(Direction.INGRESS);
    assertThat(change.witness().after().ingress().admitting())
        .map(Object::toString)
        .containsExactly("shop/p0 ingress[0]");
    assertThat(change.witness().before().ingress().isolating())
        .map(NetworkPolicy::id)
        .containsExactly("shop/p0");
  }

  @Test
  void a_new_isolation_loses_all_but_what_it_admits() {
    PolicyDiff diff = diff(List.of(), List.of(WEB_FROM_CART));
    assertThat(diff.changes(Kind.GAINED)).isEmpty();
    assertThat(diff.changes(Kind.LOST))
        .map(change -> change.edge().toString())
        .containsExactly(
            "bank/teller[Pod] => shop/web[Pod] : all",
            "bank/twin[Deployment] => shop/web[Pod] : all",
            "bank/twin[StatefulSet] => shop/web[Pod] : all",
            // It runs on another node, and is no pod to a selector.
            "shop/agent[Pod] => shop/web[Pod] : all",
            "shop/cart[Deployment] => shop/web[Pod] : all but TCP 80",
            "0.0.0.0/0,::/0 => shop/web[Pod] : all");
  }

  @Test
  void what_some_pods_gain_others_may_lose() {
    PolicyDiff diff = diff(List.of(WEB_FROM_CANARY), List.of(WEB_FROM_THE_OTHER));
    assertThat(diff.changes())
        .map(change -> change.kind() + " " + change.edge())
        .containsExactly(
            "GAINED shop/cart[Deployment] => shop/web[Pod] : some pods: TCP 80",
            "LOST shop/cart[Deployment] => shop/web[Pod] : some pods: TCP 80");
    assertThat(diff.changes(Kind.GAINED).get(0).witness().from().toString()).contains("cart-1-a");
    assertThat(diff.changes(Kind.LOST).get(0).witness().from().toString()).contains("cart-1-b");
  }

  @Test
  void other_words_of_equal_meaning_are_no_difference() {
    String all = "{podSelector: {}, policyTypes: [Ingress], ingress: [{from: [%s]}]}";
    assertThat(
            diff(
                    List.of(
                        all.formatted("{ipBlock: {cidr: 0.0.0.0/0}}, {ipBlock: {cidr: \"::/0\"}}")),
                    List.of(
                        all.formatted(
                            "{ipBlock: {cidr: 0.0.0.0/1}}, {ipBlock: {cidr: 128.0.0.0/1}},"
                                + " {ipBlock: {cidr: \"::/0\"}}")))
                .isEmpty())
        .isTrue();
  }

  @Test
  void what_one_side_says_of_pods_that_are_not_there_is_not_judged() {
    String rules = "{podSelector: {matchLabels: {app: %s}}, policyTypes: [Egress], egress: [%s]}";
    String dns =
        "{to: [{namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}}],"
            + " ports: [{port: 53, protocol: %s}]}";
    String udp = dns.formatted("UDP");
    String open = "{to: [{namespaceSelector: {}, podSelector: {}}]}";

    PolicyDiff gone =
        diff(List.of(rules.formatted("web", udp)), List.of(rules.formatted("web", "")));
    assertThat(gone.changes()).isEmpty();
    assertThat(gone.unjudged())
        .map(PolicyDiffTest::text)
        .containsExactly("BEFORE shop/p0 egress[0]");

    PolicyDiff other =
        diff(
            List.of(rules.formatted("web", udp)),
            List.of(rules.formatted("web", dns.formatted("TCP"))));
    assertThat(other.unjudged())
        .map(PolicyDiffTest::text)
        .containsExactly("BEFORE shop/p0 egress[0]", "AFTER shop/p0 egress[0]");

    PolicyDiff nobody =
        diff(List.of(rules.formatted("web", udp)), List.of(rules.formatted("wep", udp)));
    assertThat(nobody.unjudged())
        .map(PolicyDiffTest::text)
        .containsExactly("AFTER shop/p0", "BEFORE shop/p0 egress[0]");

    // Said by both, though elsewhere; and of pods that are there.
    PolicyDiff moved =
        diff(
            List.of(rules.formatted("web", udp + ", " + open)),
            List.of(rules.formatted("web", open), rules.formatted("web", udp)));
    assertThat(moved.isEmpty()).isTrue();
    assertThat(moved.unjudged()).isEmpty();
  }

  private static String text(Unjudged it) {
    return it.side() + " " + it.rule().map(RuleRef::toString).orElse(it.policy().id());
  }

  @Test
  void outside_addresses_are_joined_back_to_the_fewest() {
    String block = "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [%s]}";
    PolicyDiff diff =
        diff(
            List.of(block.formatted("{to: [{ipBlock: {cidr: 203.0.113.0/25}}]}")),
            List.of(
                block.formatted(
                    "{to: [{ipBlock: {cidr: 203.0.113.0/26}}, {ipBlock: {cidr: 203.0.113.64/26}},"
                        + " {ipBlock: {cidr: 203.0.113.128/25}}]}")));
    assertThat(diff.changes())
        .map(change -> change.kind() + " " + change.edge())
        .containsExactly("GAINED shop/web[Pod] => 203.0.113.128/25 : all");
    assertThat(diff.changes().get(0).witness().to().ip().orElseThrow())
        .hasToString("203.0.113.128");
  }

  @Test
  void a_witness_is_a_connection_that_people_recognise() {
    String deny = "{podSelector: {}, policyTypes: [Ingress, Egress]}";
    PolicyDiff diff = diff(List.of(), List.of(deny));
    assertThat(diff.changes())
        .map(it -> it.edge().from() + " " + it.witness().to().ip().orElse(null) + " " + port(it))
        .contains("shop/web[Pod] 192.0.2.1 80/TCP", "shop/web[Pod] 10.0.1.11 8080/TCP");
  }

  private static String port(Change change) {
    return change.witness().port() + "/" + change.witness().protocol();
  }

  private static PolicyDiff diff(List<String> before, List<String> after) {
    return PolicyDiff.of(
        Samples.policies(before.toArray(String[]::new)),
        Samples.policies(after.toArray(String[]::new)),
        Samples.snapshot(),
        Modes.DEFAULT);
  }
}
