// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ManifestTest {

  private static final String TEXT =
      """
      kind: NetworkPolicy
      apiVersion: networking.k8s.io/v1
      metadata: {name: p}
      spec:
        egress:
        - ports:
          - port: 53
        ingress:
      """;

  private static Manifest manifest(String text) {
    ReadPolicies read = PolicyYaml.parse(text, "p.yaml");
    assertThat(read.policies()).hasSize(1);
    return read.manifest(read.policies().get(0)).orElseThrow();
  }

  @Test
  void tells_where_a_field_stands() {
    assertThat(manifest(TEXT).at("spec", "egress", 0, "ports"))
        .hasValueSatisfying(at -> assertThat(at).hasToString("p.yaml:6:5"));
    assertThat(manifest(TEXT).at("spec", "egress", 0))
        .hasValueSatisfying(at -> assertThat(at).hasToString("p.yaml:6:5"));
  }

  @Test
  void tells_what_was_left_out_from_what_is_null() {
    assertThat(manifest(TEXT).has("spec", "ingress")).isTrue();
    assertThat(manifest(TEXT).has("spec", "policyTypes")).isFalse();
    assertThat(manifest(TEXT).has("spec", "egress", 0, "ports", 0, "protocol")).isFalse();
    assertThat(manifest(TEXT).has("spec", "egress", 1)).isFalse();
    assertThat(manifest(TEXT).has("metadata", "name", "x")).isFalse();
  }

  @Test
  void is_there_for_json_too() {
    assertThat(
            manifest(
                    "{\"kind\":\"NetworkPolicy\",\"apiVersion\":\"networking.k8s.io/v1\","
                        + "\"metadata\":{\"name\":\"p\"},\"spec\":{}}")
                .at("spec"))
        .isPresent();
  }

  @Test
  void a_step_is_a_field_or_an_index() {
    Manifest manifest = manifest(TEXT);
    assertThatThrownBy(() -> manifest.at("spec", 1L)).isInstanceOf(IllegalArgumentException.class);
  }
}
