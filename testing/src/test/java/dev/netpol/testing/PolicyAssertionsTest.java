// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.testing;

import static dev.netpol.testing.PolicyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.SnapshotOptions;
import dev.netpol.cluster.SnapshotReader;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.PolicyYaml;
import dev.netpol.policy.ReadPolicies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyAssertionsTest {

  private static final ReadPolicies POLICIES =
      PolicyYaml.parse(
          """
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: cart, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: cart}}
            ingress:
            - from: [{podSelector: {matchLabels: {app: web}}}, {ipBlock: {cidr: 10.0.0.9/32}}]
              ports: [{port: 8080}]
          """,
          "cart.yaml");

  private static final ClusterSnapshot CLUSTER = cluster("app: cart");

  private static ClusterSnapshot cluster(String labels) {
    String pods =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, labels: {app: web}}
        spec: {containers: [{name: c}]}
        status: {phase: Running, podIP: 10.0.0.1}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: cart, namespace: shop, labels: {app: cart}}
        spec: {containers: [{name: c}]}
        status: {phase: Running, podIP: 10.0.0.2}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: other, namespace: shop, labels: {%s}}
        spec: {containers: [{name: c}]}
        status: {phase: Running, podIP: 10.0.0.9}
        """
            .formatted(labels);
    return SnapshotReader.of(SnapshotOptions.DEFAULT)
        .add(new ByteArrayInputStream(pods.getBytes(StandardCharsets.UTF_8)), "cluster.yaml")
        .snapshot();
  }

  @Test
  void passes_when_policies_do_what_is_wanted() {
    assertThat(POLICIES)
        .on(CLUSTER)
        .allows("shop/web", "shop/cart:8080")
        .denies("shop/web", "shop/cart:80")
        .denies("8.8.8.8", "shop/cart:8080");
  }

  @Test
  void a_failure_says_what_decided() {
    assertThatThrownBy(
            () ->
                assertThat(POLICIES)
                    .on(CLUSTER)
                    .as("the shop window")
                    .allows("shop/web", "shop/cart:80"))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            """
            [the shop window] Expecting shop/web -> shop/cart:80/TCP to be allowed, but it is denied:
              egress from shop/web: allowed, no policy isolates it
              ingress to shop/cart: denied, no rule admits it
                isolated by shop/cart (cart.yaml:1)
                not by shop/cart ingress[0] (cart.yaml:7): port 80/TCP is not 8080/TCP
              modes: ipBlock=match-pods hostNetwork=node finishedPods=released\
             selfViaService=undefined ownNode=from\
            """);
    assertThatThrownBy(() -> assertThat(POLICIES).on(CLUSTER).denies("shop/web", "shop/cart:8080"))
        .hasMessageContaining("to be denied, but it is allowed")
        .hasMessageContaining("admitted by shop/cart ingress[0] (cart.yaml:7)");
  }

  @Test
  void an_end_that_is_not_there_fails_either_way() {
    assertThatThrownBy(() -> assertThat(POLICIES).on(CLUSTER).denies("shop/wep", "shop/cart:80"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("but it is nothing")
        .hasMessageContaining("did you mean web?");
    assertThatThrownBy(() -> assertThat(POLICIES).on(CLUSTER).denies("web", "shop/cart:80"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void modes_can_be_chosen() {
    Modes external = Modes.DEFAULT.with("ipBlock", "external-only");
    ClusterSnapshot cluster = cluster("app: other");
    assertThat(POLICIES).on(cluster).allows("shop/other", "shop/cart:8080");
    assertThat(POLICIES).on(cluster, external).denies("shop/other", "shop/cart:8080");
  }

  @Test
  void policies_that_were_made_can_be_tested_and_none_at_all() {
    List<NetworkPolicy> made = POLICIES.policies();
    assertThat(made).on(CLUSTER).denies("shop/web", "shop/cart:80");
    assertThat(List.<NetworkPolicy>of()).on(CLUSTER).allows("shop/web", "shop/cart:80");
  }

  @Test
  void policies_that_the_api_server_would_refuse_fail_at_once() {
    ReadPolicies bad =
        PolicyYaml.parse(
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\n"
                + "spec: {ingres: []}\n",
            "bad.yaml");
    assertThatThrownBy(() -> assertThat(bad))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("bad.yaml:4:8: spec.ingres: no such field");
  }

  @Test
  void an_empty_folder_fails_at_once(@TempDir Path folder) throws IOException {
    ReadPolicies none = PolicyYaml.read(List.of(folder));
    assertThatThrownBy(() -> assertThat(none))
        .isInstanceOf(AssertionError.class)
        .hasMessage("Expecting policies, but there is no NetworkPolicy in what was read");
  }

  @Test
  void policies_of_a_namespace_that_is_not_there_fail_at_once() {
    ReadPolicies astray =
        PolicyYaml.parse(
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n"
                + "metadata: {name: cart, namespace: shopp}\nspec: {}\n",
            "astray.yaml");
    assertThatThrownBy(() -> assertThat(astray).on(CLUSTER))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            """
            Expecting policies of namespaces that the cluster has:
              astray.yaml:1:1: nothing is known of the namespace shopp, which shopp/cart is for""");
  }

  @Test
  void labels_cannot_write_to_the_terminal() {
    ClusterSnapshot hostile = cluster("app: \"\\e[2J\"");
    Modes external = Modes.DEFAULT.with("ipBlock", "external-only");
    assertThatThrownBy(
            () -> assertThat(POLICIES).on(hostile, external).allows("shop/other", "shop/cart:8080"))
        .hasMessageContaining("label app is \"\\u001b[2J\", not \"web\"");
  }

  @Test
  void assertj_itself_is_still_there() {
    assertThat(POLICIES.policies().size()).isEqualTo(1);
  }
}
