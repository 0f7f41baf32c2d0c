// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netpol.model.LabelSelector;
import dev.netpol.model.Labels;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTextTest {
  private static final Option SELECTOR = Option.one("--selector", "LABELS", "Pods with labels.");
  private static final Labels POD = Labels.of(Map.of("app", "web", "app.kubernetes.io/tier", "on"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "app=web | true",
        "app==web | true",
        "app = web , app.kubernetes.io/tier=on | true",
        "app=web,app=db | false",
        "app!=db | true",
        "env!=dev | true",
        "app in (web, db) | true",
        "app notin (web,db) | false",
        "app | true",
        "!app | false",
        "!env,app | true",
        "env | false"
      })
  void selects_as_kubectl_does(String text, boolean selected) {
    LabelSelector selector = SelectorText.parse(SELECTOR, text);

    assertThat(selector.matches(POD)).isEqualTo(selected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"app=web,", ",app", "app>1", "app in web", "a b", "=", "app=web app=db"})
  void says_how_to_write_what_it_cannot_read(String text) {
    assertThatThrownBy(() -> SelectorText.parse(SELECTOR, text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--selector cannot read \"" + text + "\": write it as kubectl -l");
  }

  @Test
  void does_not_take_ages_over_hostile_text() {
    assertThatThrownBy(() -> SelectorText.parse(SELECTOR, "a".repeat(100_000) + "("))
        .isInstanceOf(UsageException.class);
  }
}
