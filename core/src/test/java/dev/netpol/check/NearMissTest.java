// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.Direction;
import dev.netpol.policy.Modes;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearMissTest {

  private static final String CART = "{podSelector: {matchLabels: {app: cart}}, ingress: [%s]}";

  private static List<String> misses(String from, String to, String... rules) {
    Simulation simulation =
        Simulation.of(
            Samples.policies(String.format(CART, String.join(", ", rules))),
            Samples.snapshot(),
            Modes.DEFAULT);
    Explanation denied = simulation.ask(Question.of(from, to));
    assertThat(denied.answer()).isEqualTo(Explanation.Answer.DENIED);
    return NearMiss.of(denied.legs().get(0), Direction.INGRESS, simulation.policies()).stream()
        .map(NearMiss::toString)
        .map(it -> it.replace("shop/p0 ", ""))
        .toList();
  }

  @Test
  void another_port_is_the_nearest_miss() {
    assertThat(
            misses(
                "shop/web",
                "shop/cart-1-a:80",
                "{from: [{podSelector: {matchLabels: {app: api}}}]}",
                "{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 8080}, {port: 53, protocol: UDP}]}"))
        .containsExactly(
            "ingress[1]: port 80/TCP is not 8080/TCP or 53/UDP",
            "ingress[0]: label app is \"web\", not \"api\"");
  }

  @Test
  void a_named_port_shows_what_it_means_on_this_pod() {
    assertThat(misses("shop/web", "shop/cart-1-b:8080", "{ports: [{port: http}, {port: dns}]}"))
        .containsExactly(
            "ingress[0]: port 8080/TCP is not \"http\"/TCP (9090 on shop/cart-1-b) or \"dns\"/TCP,"
                + " which shop/cart-1-b does not declare,");
  }

  @Test
  void the_nearest_of_several_peers_is_shown() {
    assertThat(
            misses(
                "shop/web",
                "shop/cart:80",
                "{from: [{podSelector: {matchLabels: {app: api, tier: front}}},"
                    + " {podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [web]}]}},"
                    + " {ipBlock: {cidr: 8.8.8.0/24}}]}"))
        .containsExactly("ingress[0]: label app is \"web\", wanted is app notin (web)");
  }

  @Test
  void a_missing_namespace_selector_is_a_difference_in_namespace() {
    assertThat(
            misses(
                "bank/teller",
                "shop/cart:80",
                "{from: [{podSelector: {matchLabels: {app: web}}}]}"))
        .containsExactly(
            "ingress[0]: namespace is bank, and without a namespaceSelector only shop is meant");
  }

  @Test
  void labels_of_the_namespace_are_told_from_those_of_the_pod() {
    assertThat(
            misses(
                "bank/teller",
                "shop/cart:80",
                "{from: [{namespaceSelector: {matchLabels: {team: sales}},"
                    + " podSelector: {matchLabels: {app: api}}}]}"))
        .containsExactly(
            "ingress[0]: namespace bank: label team is missing, wanted is \"sales\";"
                + " label app is \"web\", not \"api\"");
  }

  @Test
  void addresses_say_which_block_they_are_not_in() {
    String blocks =
        "{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.0.2.0/24]}}, {podSelector: {}}]}";
    assertThat(misses("8.8.8.8", "shop/cart:80", blocks))
        .containsExactly("ingress[0]: 8.8.8.8 is not in 10.0.0.0/8");
    assertThat(misses("bank/teller", "shop/cart:80", blocks.replace(", {podSelector: {}}", "")))
        .containsExactly(
            "ingress[0]: 10.0.2.20 is in 10.0.2.0/24, which is excepted from 10.0.0.0/8");
  }

  @Test
  void selectors_mean_pods_only() {
    String all = "{from: [{namespaceSelector: {}}]}";
    assertThat(misses("8.8.8.8", "shop/cart:80", all))
        .containsExactly("ingress[0]: 8.8.8.8 is no pod, and selectors match pods only");
    assertThat(misses("shop/agent", "shop/cart-1-b:80", all))
        .containsExactly(
            "ingress[0]: shop/agent is in its node's network (hostNetwork), where no selector"
                + " matches it");
  }

  @Test
  void a_policy_without_rules_has_no_near_miss() {
    assertThat(misses("shop/web", "shop/cart:80")).isEmpty();
  }
}
