// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainTest {

  /** The cart has addresses of both families, and a Service. */
  private static final String CLUSTER =
      Shop.PODS.replace("podIP: 10.0.0.2", "podIPs: [{ip: 10.0.0.2}, {ip: \"fd00::2\"}]")
          + """
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: cart, namespace: shop}
      spec: {clusterIP: 10.96.0.1, selector: {app: cart}, ports: [{port: 80, targetPort: http}]}
      """;

  private static final String MODES =
      "modes: ipBlock=match-pods hostNetwork=node finishedPods=released selfViaService=undefined"
          + " ownNode=from\n";

  @TempDir Path folder;
  private String cluster;
  private String policies;

  @BeforeEach
  void write() throws IOException {
    cluster = Files.writeString(folder.resolve("cluster.yaml"), CLUSTER).toString();
    policies = Files.writeString(folder.resolve("policies.yaml"), Shop.CART).toString();
  }

  private Run explain(String from, String to, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("explain", from, to, "--snapshot", cluster, "--policies", policies));
    words.addAll(List.of(more));
    return Run.of(words.toArray(String[]::new));
  }

  @Test
  void shows_the_rule_that_admits_a_connection() {
    assertThat(explain("shop/web", "shop/cart:http"))
        .isEqualTo(
            new Run(
                0,
                """
                allowed shop/web -> shop/cart:http/TCP
                  egress from shop/web: allowed, no policy isolates it
                  ingress to shop/cart: allowed by a rule
                    isolated by shop/cart (%1$s:1)
                    admitted by shop/cart ingress[0] (%1$s:7)
                """
                        .formatted(policies)
                    + MODES,
                ""));
  }

  @Test
  void shows_what_each_rule_lacks_and_that_the_port_is_a_services() {
    assertThat(explain("shop/web", "shop/cart:80"))
        .isEqualTo(
            new Run(
                1,
                """
                denied shop/web -> shop/cart:80/TCP
                  egress from shop/web: allowed, no policy isolates it
                  ingress to shop/cart: denied, no rule admits it
                    isolated by shop/cart (%1$s:1)
                    not by shop/cart ingress[0] (%1$s:7): port 80/TCP is not "http"/TCP (8080 on shop/cart)
                    not by shop/cart ingress[1] (%1$s:9): 10.0.0.1 is not in 192.168.0.0/16
                note: 80 is a port of the Service shop/cart; policies see the pods' own port, 8080
                """
                        .formatted(policies)
                    + MODES,
                ""));
  }

  @Test
  void shows_pods_and_addresses_that_fare_differently_apart() throws IOException {
    Files.writeString(
        folder.resolve("cluster.yaml"),
        CLUSTER.replace("podIP: 10.0.0.1", "podIPs: [{ip: 192.168.3.4}, {ip: \"fd00::1\"}]"));
    Run run = explain("shop/web", "shop/cart:99");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .startsWith("mixed shop/web -> shop/cart:99/TCP\n")
        .contains(
            "  allowed for some, such as shop/web (192.168.3.4) -> shop/cart (10.0.0.2) on 99\n")
        .contains("  denied for some, such as shop/web (fd00::1) -> shop/cart (fd00::2) on 99\n");
  }

  @Test
  void judges_by_the_snapshots_own_policies_unless_others_are_named() throws IOException {
    Files.writeString(folder.resolve("cluster.yaml"), CLUSTER + "---\n" + Shop.CART);

    assertThat(Run.of("explain", "shop/web", "shop/cart:81", "--snapshot", cluster))
        .matches(run -> run.code() == 1 && run.out().contains("(" + cluster + ":"));
  }

  @Test
  void modes_change_the_answer_and_are_shown() {
    assertThat(explain("192.168.0.9", "shop/cart:1", "--mode", "ipBlock=external-only"))
        .matches(run -> run.code() == 0 && run.out().contains("ipBlock=external-only"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shop/wep | shop/cart:80 | the snapshot has no workload or pod shop/wep: did you mean web?",
        "shop/web | shop/cart:htp | the pod shop/cart declares no port htp/TCP: it declares http/TCP",
        "shop/web | shop/cart | \"shop/cart\": it has no port",
        "shop/web | 10.96.0.1:80 | name what is behind it: shop/Pod/cart:8080"
      })
  void ends_that_are_not_there_are_wrong_usage(String from, String to, String message) {
    Run run = explain(from, to);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(message).contains("usage: advisor explain FROM TO:PORT");
  }

  @Test
  void needs_two_ends_and_a_snapshot() {
    assertThat(Run.of("explain", "shop/web", "--snapshot", cluster).err())
        .contains("name both ends of a connection: dev/client dev/web:80, not 1 word");
    assertThat(Run.of("explain", "shop/web", "shop/cart:80").err())
        .contains("name the cluster's snapshot: --snapshot FILE...");
  }

  @Test
  void labels_cannot_write_to_the_terminal() throws IOException {
    Files.writeString(
        folder.resolve("cluster.yaml"),
        CLUSTER.replace("labels: {app: web}", "labels: {app: \"\\e[2Jevil\\u202e\"}"));

    Run run = explain("shop/web", "shop/cart:8080");

    assertThat(run.out()).contains("label app is \"\\x1b[2Jevil\\u{202e}\", not \"web\"");
    assertThat(run.out().codePoints()).noneMatch(c -> c != '\n' && (c < ' ' || c == 0x202e));
  }
}
