// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.acceptance.Program.Result;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What each sample is there to show, said in the words of a user. */
class SamplesTest {

  private static final String CART =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: cartservice-network
        namespace: demo
      spec:
        egress:
        - ports:
          - port: 6379
            protocol: TCP
          to:
          - podSelector:
              matchLabels:
                app: redis-cart
        ingress:
        - from:
          - podSelector:
              matchLabels:
                app: frontend
          ports:
          - port: 7070
            protocol: TCP
        podSelector:
          matchLabels:
            app: cartservice
        policyTypes:
        - Ingress
        - Egress
      """;

  @Test
  void the_cart_gets_the_reference_policy_byte_for_byte() {
    Sample shop = Sample.ONLINE_BOUTIQUE;
    String policies = Sample.policies(shop.report(shop.trace()).and("--dns", "observed"));
    assertThat(documents(policies)).hasSize(12).contains(CART);
  }

  @Test
  void a_trace_that_embeds_its_objects_needs_no_snapshot() {
    Sample shop = Sample.ONLINE_BOUTIQUE;
    assertThat(Sample.policies(shop.report(shop.trace()).and("--snapshot", "cluster.yaml")))
        .isEqualTo(shop.expectedText());
  }

  @Test
  void the_fuller_trace_names_both_clients_of_the_cart() {
    Sample shop = Sample.ONLINE_BOUTIQUE;
    String policies =
        Sample.policies(
            shop.report(shop.folder().resolve("networktrace-full.log")).and("--dns", "observed"));
    assertThat(document(policies, "cartservice-network"))
        .contains(
            """
              - from:
                - podSelector:
                    matchLabels:
                      app: checkoutservice
                - podSelector:
                    matchLabels:
                      app: frontend
                ports:
                - port: 7070
                  protocol: TCP
            """);
  }

  @Test
  void a_service_port_never_stands_in_a_rule_where_the_pod_listens_elsewhere() {
    Sample shop = Sample.ONLINE_BOUTIQUE;
    assertThat(ports(shop.policies(shop.trace()))).contains(8080).doesNotContain(5000, 80);
    Sample restricted = Sample.RESTRICTED_NAMESPACE;
    assertThat(ports(restricted.policies(restricted.trace()))).contains(1234).doesNotContain(2345);
  }

  @Test
  void one_page_is_one_address_and_two_ports() {
    Sample page = Sample.TCPCONNECT;
    assertThat(page.policies(page.trace()))
        .isEqualTo(
            """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: mypod-network
              namespace: default
            spec:
              egress:
              - ports:
                - port: 80
                  protocol: TCP
                - port: 443
                  protocol: TCP
                to:
                - ipBlock:
                    cidr: 1.1.1.1/32
              podSelector:
                matchLabels:
                  run: mypod
              policyTypes:
              - Egress
            """);
  }

  @Test
  void a_failed_connection_is_listed_and_is_no_rule() {
    Sample page = Sample.TCPCONNECT;
    Path later = page.folder().resolve("networktrace-later.log");
    Result both = page.report(page.trace(), later).run();
    assertThat(both.code()).as(both.err()).isZero();
    assertThat(both.out()).isEqualTo(page.expectedText()).doesNotContain("1.0.0.1");
    assertThat(both.err()).contains("1.0.0.1");
  }

  @Test
  void only_what_leaves_the_cluster_is_governed() {
    Sample egress = Sample.CLUSTER_EGRESS;
    assertThat(egress.policies(egress.trace()))
        .contains("cidr: 104.198.14.52/32")
        .doesNotContain("deathstar", "tiefighter", "k8s-app");
  }

  private static List<String> documents(String policies) {
    return List.of(policies.split("(?m)^---\\n"));
  }

  private static String document(String policies, String name) {
    return documents(policies).stream()
        .filter(it -> it.contains("\n  name: " + name + "\n"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not among\n" + policies));
  }

  private static List<Integer> ports(String policies) {
    return Pattern.compile("port: ([0-9]+)")
        .matcher(policies)
        .results()
        .map(it -> Integer.valueOf(it.group(1)))
        .distinct()
        .toList();
  }
}
