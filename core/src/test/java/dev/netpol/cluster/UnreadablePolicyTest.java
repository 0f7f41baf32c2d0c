// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A snapshot's policies are judged as strictly as those that stand alone. */
class UnreadablePolicyTest {
  private static final String HEAD = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n";
  private static final String P = "metadata: {name: p, namespace: a}\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metadata: {name: p, namespace: a};specs: {podSelector: {}}|unknown-field|specs: no such"
            + " field",
        "metadata: {name: p, namespace: a};foo: bar;spec: {}|unknown-field|foo: no such field",
        "metadata: {name: p, namspace: a};spec: {}|unknown-field|metadata.namspace: no such field",
        "metadata: {name: p};spec: {};spec: {podSelector: {}}|duplicate-key|the key \"spec\"",
        "metadata: {nmae: p};spec: {}|unknown-field|metadata.nmae: no such field",
        "metadata: {namespace: a};spec: {}|required|metadata.name: should be there",
        "metadata: {name: p};spec: {podselector: {}}|unknown-field|spec.podselector: no such field",
      })
  void a_typo_is_an_error(String fields, String code, String message) {
    String body = fields.replace(";", "\n") + "\n";
    for (String text : new String[] {HEAD + body, body + HEAD}) {
      ClusterSnapshot snapshot = Snapshots.of(text);

      assertThat(snapshot.policies()).isEmpty();
      assertThat(snapshot.diagnostics())
          .anySatisfy(
              it -> {
                assertThat(it.severity()).isEqualTo(Diagnostic.Severity.ERROR);
                assertThat(it.code()).isEqualTo(code);
                assertThat(it.message()).contains(message);
                assertThat(it.at()).hasToString("cluster.yaml:1");
              });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "extensions/v1beta1,not-supported",
    "networking.k8s.io/v2,not-supported",
    "'',required",
  })
  void a_version_that_no_server_has_is_an_error(String version, String code) {
    ClusterSnapshot snapshot =
        Snapshots.of("apiVersion: '" + version + "'\nkind: NetworkPolicy\n" + P + "spec: {}\n");

    assertThat(snapshot.policies()).isEmpty();
    assertThat(snapshot.diagnostics())
        .singleElement()
        .satisfies(it -> assertThat(it.code()).isEqualTo(code));
  }

  @Test
  void a_typo_in_the_kind_is_an_error_and_any_other_kind_is_not() {
    for (String kind : new String[] {"Networkpolicy", "NetworkPolcy", "NetworkPolicies"}) {
      assertThat(Snapshots.of(HEAD.replace("NetworkPolicy", kind) + P + "spec: {}\n").diagnostics())
          .singleElement()
          .satisfies(
              it -> {
                assertThat(it.severity()).isEqualTo(Diagnostic.Severity.ERROR);
                assertThat(it.message()).startsWith("kind \"" + kind + "\": there is no such kind");
                assertThat(it.hint()).isEqualTo("did you mean NetworkPolicy?");
              });
    }
    for (String kind : new String[] {"Ingress", "IPAddress", "SomethingNew"}) {
      assertThat(Snapshots.of(HEAD.replace("NetworkPolicy", kind) + P + "spec: {}\n").diagnostics())
          .isEmpty();
    }
  }

  @Test
  void what_a_server_adds_is_fine() {
    ClusterSnapshot snapshot =
        Snapshots.of(
            HEAD
                + """
                metadata:
                  name: p
                  generation: 1
                  uid: 1-2
                  resourceVersion: "17"
                  selfLink: /x
                  creationTimestamp: "2026-01-01T00:00:00Z"
                  annotations: {"kubectl.kubernetes.io/last-applied-configuration": "{}"}
                  finalizers: [x]
                  managedFields: [{manager: kubectl}]
                spec: {podSelector: {}}
                status: {conditions: []}
                """);

    assertThat(snapshot.diagnostics()).isEmpty();
    assertThat(snapshot.policies()).hasSize(1);
  }
}
