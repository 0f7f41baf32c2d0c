// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netpol.model.Workload;
import dev.netpol.policy.Modes;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectivityMapTest {

  private static final String DENY = "{podSelector: {}, policyTypes: [Ingress, Egress]}";
  private static final String HTTP =
      """
      {podSelector: {matchLabels: {app: cart}}, policyTypes: [Ingress],
       ingress: [{from: [{podSelector: {}}], ports: [{port: http}]}]}""";

  @Test
  void without_policies_everybody_reaches_everybody() {
    List<String> edges = edges(Modes.DEFAULT);
    assertThat(edges)
        .contains(
            "shop/web[Pod] => bank/teller[Pod] : all",
            "shop/web[Pod] => 0.0.0.0/0,::/0 : all",
            "0.0.0.0/0 => bank/teller[Pod] : all")
        .allMatch(edge -> edge.endsWith(" : all"));
  }

  @Test
  void replicas_have_an_edge_to_each_other_and_a_single_pod_has_none_to_itself() {
    assertThat(edges(Modes.DEFAULT))
        .contains("shop/cart[Deployment] => shop/cart[Deployment] : all")
        .noneMatch(edge -> edge.startsWith("shop/web[Pod] => shop/web"));
  }

  @Test
  void a_port_that_only_some_pods_have_is_marked() {
    // cart-1-a calls 8080 http, cart-1-b calls 9090 so.
    assertThat(edges(Modes.DEFAULT, HTTP))
        .contains("shop/web[Pod] => shop/cart[Deployment] : some pods: TCP 8080,9090")
        .noneMatch(edge -> edge.startsWith("bank/teller[Pod] => shop/cart"));
  }

  @Test
  void finished_pods_and_services_in_front_of_nothing_are_not_there() {
    assertThat(edges(Modes.DEFAULT)).noneMatch(edge -> edge.contains("done"));
    assertThat(edges(Modes.DEFAULT.with("finishedPods", "kept")))
        .contains("shop/done[Pod] => shop/web[Pod] : all");
  }

  @Test
  void a_controller_without_pods_stands_for_what_it_would_make() {
    assertThat(edges(Modes.DEFAULT))
        .contains(
            "bank/twin[Deployment] => bank/twin[StatefulSet] : all",
            "bank/twin[Deployment] => bank/twin[Deployment] : all");
  }

  @Test
  void a_host_network_pod_reaches_the_pods_of_its_node_and_no_policy_isolates_it() {
    // The agent is on n1, as cart-1-a is; web is on n2.
    assertThat(edges(Modes.DEFAULT, DENY))
        .contains("shop/agent[Pod] => shop/cart[Deployment] : some pods: all")
        .contains("bank/teller[Pod] => shop/agent[Pod] : all")
        .noneMatch(edge -> edge.startsWith("shop/agent[Pod] => shop/web"));
    assertThat(edges(Modes.DEFAULT.with("hostNetwork", "pod"), DENY))
        .noneMatch(edge -> edge.contains("agent"));
  }

  @Test
  void outside_addresses_are_cut_where_a_block_begins_or_ends() {
    String blocks =
        """
        {podSelector: {matchLabels: {app: web}}, policyTypes: [Egress],
         egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]},
                  {to: [{ipBlock: {cidr: 10.128.0.0/9}}], ports: [{port: 53, protocol: UDP}]},
                  {to: [{ipBlock: {cidr: 0.0.0.0/0}}], ports: [{port: 443}]}]}""";
    assertThat(edges(Modes.DEFAULT, blocks))
        .contains(
            "shop/web[Pod] => 0.0.0.0-9.255.255.255,10.1.0.0/16,11.0.0.0-255.255.255.255"
                + " : TCP 443",
            "shop/web[Pod] => 10.0.0.0/16,10.2.0.0-10.255.255.255 : all")
        .noneMatch(edge -> edge.startsWith("shop/web[Pod] => ") && edge.contains("::"));
  }

  @Test
  void a_question_about_a_stranger_is_a_mistake() {
    ConnectivityMap map = ConnectivityMap.of(List.of(), Samples.snapshot(), Modes.DEFAULT);
    Workload web = new Workload("shop", "Pod", "web");
    assertThat(map.between(web, new Workload("bank", "Pod", "teller"))).hasToString("all");
    assertThatThrownBy(() -> map.between(web, new Workload("shop", "Pod", "nobody")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shop/nobody[Pod]");
  }

  private static List<String> edges(Modes modes, String... specs) {
    return ConnectivityMap.of(Samples.policies(specs), Samples.snapshot(), modes)
        .edges()
        .map(Edge::toString)
        .toList();
  }
}
