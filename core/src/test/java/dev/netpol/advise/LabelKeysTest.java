// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelKeysTest {

  @ParameterizedTest
  @ValueSource(strings = {"istio.io/rev", "security.istio.io/tlsMode", "a.b.istio.io/x"})
  void what_an_injector_sets_does_not_last(String key) {
    assertThat(LabelKeys.isVolatile(key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"istio.io", "notistio.io/rev", "istio.io.example/rev", "a/istio.io/b"})
  void what_only_looks_like_it_lasts(String key) {
    assertThat(LabelKeys.isVolatile(key)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.", "a", "-", "a/"})
  void a_key_may_have_any_length(String part) {
    String key = part.repeat(200_000) + "x";

    assertThat(LabelKeys.isVolatile(key)).isFalse();
    assertThat(LabelKeys.isValidKey(key)).isFalse();
    assertThat(LabelKeys.isValidKey(key + "/x")).isFalse();
    assertThat(LabelKeys.isValidValue(key)).isFalse();
    assertThat(LabelKeys.isVolatile(key + ".istio.io/x")).isEqualTo(key.indexOf('/') < 0);
  }

  @Test
  void a_prefix_has_253_characters_at_most() {
    String longest = "a.".repeat(126) + "b";

    assertThat(LabelKeys.isValidKey(longest + "/x")).isTrue();
    assertThat(LabelKeys.isValidKey(longest + "b/x")).isFalse();
    assertThat(LabelKeys.isValidKey("a".repeat(252) + "-/x")).isFalse();
  }
}
