// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.check.Explanation.Answer;
import dev.netpol.policy.Modes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulationTest {

  private static final String CART_FROM_WEB =
      "{podSelector: {matchLabels: {app: cart}},"
          + " ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}";

  private static final Modes KEPT =
      new Modes(
          Modes.DEFAULT.ipBlock(),
          Modes.DEFAULT.hostNetwork(),
          Modes.FinishedPods.KEPT,
          Modes.DEFAULT.selfViaService(),
          Modes.DEFAULT.ownNode());

  private static Explanation ask(String from, String to, String... specs) {
    return ask(Modes.DEFAULT, from, to, specs);
  }

  private static Explanation ask(Modes modes, String from, String to, String... specs) {
    return Simulation.of(Samples.policies(specs), Samples.snapshot(), modes)
        .ask(Question.of(from, to));
  }

  @Test
  void every_address_of_every_pod_of_a_workload_is_asked() {
    Explanation all = ask("shop/web", "shop/cart:8080", CART_FROM_WEB);
    assertThat(all.answer()).isEqualTo(Answer.ALLOWED);
    assertThat(all.legs())
        .extracting(leg -> leg.from().ip().get() + " " + leg.to().ip().get())
        .containsExactly("10.0.2.10 10.0.1.11", "10.0.2.10 10.0.2.11", "fd00::10 fd00::11");
  }

  @Test
  void pods_that_disagree_are_mixed() {
    String canaryOnly = "{podSelector: {matchLabels: {canary: 'yes'}}}";
    assertThat(ask("shop/web", "shop/cart:8080", canaryOnly).answer()).isEqualTo(Answer.MIXED);
    assertThat(ask("shop/web", "shop/Pod/cart-1-a:8080", canaryOnly).answer())
        .isEqualTo(Answer.ALLOWED);
    assertThat(ask("shop/web", "shop/cart-1-b:8080", canaryOnly).answer()).isEqualTo(Answer.DENIED);
  }

  @Test
  void families_can_disagree_and_can_be_asked_one_by_one() {
    String v4 =
        "{podSelector: {matchLabels: {app: cart}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}";
    assertThat(ask("shop/web", "shop/cart:80", v4).answer()).isEqualTo(Answer.MIXED);
    assertThat(ask("shop/web@10.0.2.10", "shop/cart:80", v4).answer()).isEqualTo(Answer.ALLOWED);
    assertThat(ask("shop/web@[fd00::10]", "shop/cart:80", v4).answer()).isEqualTo(Answer.DENIED);
    assertThat(ask("10.0.2.10", "[fd00::11]:80", v4))
        .extracting(Explanation::answer, Explanation::trouble)
        .containsExactly(
            Answer.NOTHING, "10.0.2.10 and [fd00::11] have no address family in common");
  }

  @Test
  void an_address_is_whoever_has_it() {
    assertThat(ask("10.0.2.10", "10.0.1.11:80", CART_FROM_WEB).answer()).isEqualTo(Answer.ALLOWED);
    assertThat(ask("192.168.0.1", "10.0.1.11:80", CART_FROM_WEB).answer())
        .as("its own node")
        .isEqualTo(Answer.ALLOWED);
    assertThat(ask("192.168.0.1", "10.0.2.11:80", CART_FROM_WEB).answer()).isEqualTo(Answer.DENIED);
    assertThat(ask("8.8.8.8", "10.0.2.11:80", CART_FROM_WEB).answer()).isEqualTo(Answer.DENIED);
  }

  @Test
  void a_host_network_pod_is_its_node() {
    assertThat(ask("shop/agent", "shop/cart-1-a:80", CART_FROM_WEB).answer())
        .isEqualTo(Answer.ALLOWED);
    assertThat(ask("shop/agent", "shop/cart-1-b:80", CART_FROM_WEB).answer())
        .isEqualTo(Answer.DENIED);
  }

  @Test
  void a_workload_and_itself_are_its_pods_among_each_other() {
    assertThat(ask("shop/cart", "shop/cart:80", CART_FROM_WEB).answer()).isEqualTo(Answer.DENIED);
    assertThat(ask("shop/cart", "shop/cart:80", CART_FROM_WEB).legs()).hasSize(2);
    assertThat(ask("shop/cart-1-a", "shop/cart-1-a:80", CART_FROM_WEB).answer())
        .isEqualTo(Answer.ALLOWED);
  }

  @Test
  void a_workload_without_pods_stands_for_its_template() {
    assertThat(ask("bank/Deployment/twin", "shop/cart:80", CART_FROM_WEB).answer())
        .isEqualTo(Answer.DENIED);
    assertThat(ask("bank/statefulset/twin", "shop/cart:80").answer()).isEqualTo(Answer.ALLOWED);
  }

  @Test
  void a_name_is_each_pods_own_port() {
    Explanation named = ask("shop/web", "shop/cart:http", CART_FROM_WEB);
    assertThat(named.legs()).extracting(Leg::port).containsOnly(8080, 9090);
    assertThat(named.answer()).isEqualTo(Answer.ALLOWED);
  }

  @Test
  void finished_pods_are_no_ends_unless_the_mode_keeps_them() {
    assertThat(ask("shop/done", "shop/cart:80", CART_FROM_WEB).answer()).isEqualTo(Answer.NOTHING);
    assertThat(ask(KEPT, "shop/done", "shop/cart:80", CART_FROM_WEB).answer())
        .isEqualTo(Answer.DENIED);
  }

  @Test
  void an_address_that_a_finished_pod_let_go_is_no_pods() {
    String fromPods =
        "{podSelector: {matchLabels: {app: cart}}, ingress: [{from: [{podSelector: {}}]}]}";
    assertThat(ask("10.0.1.99", "shop/cart:80", fromPods).answer()).isEqualTo(Answer.DENIED);
    assertThat(ask(KEPT, "10.0.1.99", "shop/cart:80", fromPods).answer()).isEqualTo(Answer.ALLOWED);
  }

  @Test
  void a_pod_on_its_way_out_is_there_and_isolated() {
    String leaving =
        Samples.CLUSTER.replace(
            "{name: web, namespace: shop,",
            "{name: web, namespace: shop, deletionTimestamp: \"2026-11-22T13:30:00Z\",");
    String deny = "{podSelector: {matchLabels: {app: web}}}";
    Simulation simulation =
        Simulation.of(Samples.policies(deny), Samples.snapshot(leaving), Modes.DEFAULT);
    assertThat(leaving).isNotEqualTo(Samples.CLUSTER);
    assertThat(simulation.ask(Question.of("shop/cart", "shop/web:80")).answer())
        .isEqualTo(Answer.DENIED);
    assertThat(simulation.ask(Question.of("shop/cart", "10.0.2.10:80")).answer())
        .isEqualTo(Answer.DENIED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ship/cart | the snapshot has no namespace ship | did you mean shop?",
        "shop/card | the snapshot has no workload or pod shop/card | did you mean cart?",
        "shop/DaemonSet/cart | the snapshot has no DaemonSet shop/cart | did you mean cart?",
        "shop/done | the pod shop/done has finished or is gone | the mode finishedPods=kept counts finished pods",
        "shop/basket | the snapshot has no workload or pod shop/basket, only a Service: policies see its pods | name what is behind it: shop/Deployment/cart:8080",
        "shop/Service/basket | shop/basket is a Service: policies see its pods | name what is behind it: shop/Deployment/cart:8080",
        "shop/ghost | the snapshot has no workload or pod shop/ghost, only a Service: policies see its pods | name what is behind it: shop/Service/ghost:80",
        "10.96.0.10 | 10.96.0.10 is an address of the Service shop/basket: policies see its pods | name what is behind it: shop/Deployment/cart:8080",
        "127.0.0.1 | 127.0.0.1 is loopback: no policy meets it | ''",
        "bank/twin | bank/twin is the name of several | name the kind: bank/Deployment/twin, bank/StatefulSet/twin",
        "shop/web@10.9.9.9 | shop/web does not have the address 10.9.9.9 | it has 10.0.2.10, [fd00::10]"
      })
  void who_is_not_there_is_not_guessed(String name, String trouble, String hint) {
    Explanation nothing = ask(name, "shop/cart:80");
    assertThat(nothing.answer()).isEqualTo(Answer.NOTHING);
    assertThat(nothing.trouble()).isEqualTo(trouble);
    assertThat(nothing.hint()).isEqualTo(hint);
  }

  @Test
  void a_port_that_some_pod_does_not_declare_is_not_guessed() {
    assertThat(ask("shop/web", "shop/cart:htp"))
        .extracting(Explanation::trouble, Explanation::hint)
        .containsExactly("the pod shop/cart-1-a declares no port htp/TCP", "it declares http/TCP");
    assertThat(ask("shop/web", "8.8.8.8:dns/UDP").trouble())
        .isEqualTo("8.8.8.8 is no pod, so none of its ports has a name");
  }
}
