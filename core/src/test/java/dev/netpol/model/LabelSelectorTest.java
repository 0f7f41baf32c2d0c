// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.LabelSelector.Operator;
import dev.netpol.model.LabelSelector.Requirement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelSelectorTest {

  private static final Labels NONE = Labels.NONE;
  private static final Labels WEB = Labels.of("app", "web");
  private static final Labels EMPTY = Labels.of("app", "");

  private static boolean matches(Labels labels, Operator operator, String... values) {
    return new LabelSelector(NONE, List.of(new Requirement("app", operator, List.of(values))))
        .matches(labels);
  }

  @Test
  void in_needs_the_key_with_one_of_the_values() {
    assertThat(matches(WEB, Operator.IN, "web", "db")).isTrue();
    assertThat(matches(WEB, Operator.IN, "db")).isFalse();
    assertThat(matches(NONE, Operator.IN, "web")).isFalse();
    assertThat(matches(NONE, Operator.IN, "")).isFalse();
    assertThat(matches(EMPTY, Operator.IN, "")).isTrue();
  }

  @Test
  void not_in_also_holds_where_the_key_is_absent() {
    assertThat(matches(WEB, Operator.NOT_IN, "db")).isTrue();
    assertThat(matches(WEB, Operator.NOT_IN, "web", "db")).isFalse();
    assertThat(matches(NONE, Operator.NOT_IN, "web")).isTrue();
    assertThat(matches(EMPTY, Operator.NOT_IN, "")).isFalse();
  }

  @Test
  void exists_asks_for_the_key_alone() {
    assertThat(matches(EMPTY, Operator.EXISTS)).isTrue();
    assertThat(matches(NONE, Operator.EXISTS)).isFalse();
    assertThat(matches(EMPTY, Operator.DOES_NOT_EXIST)).isFalse();
    assertThat(matches(NONE, Operator.DOES_NOT_EXIST)).isTrue();
  }

  @Test
  void match_labels_with_an_empty_value_need_the_key() {
    assertThat(LabelSelector.of(EMPTY).matches(NONE)).isFalse();
    assertThat(LabelSelector.of(EMPTY).matches(EMPTY)).isTrue();
    assertThat(LabelSelector.of(EMPTY).matches(WEB)).isFalse();
  }

  @Test
  void all_labels_and_all_expressions_must_hold() {
    LabelSelector selector =
        new LabelSelector(
            WEB,
            List.of(
                new Requirement("tier", Operator.IN, List.of("front", "edge")),
                new Requirement("old", Operator.DOES_NOT_EXIST, List.of())));
    assertThat(selector.matches(Labels.of(Map.of("app", "web", "tier", "edge")))).isTrue();
    assertThat(selector.matches(Labels.of(Map.of("app", "web", "tier", "back")))).isFalse();
    assertThat(selector.matches(Labels.of(Map.of("app", "db", "tier", "edge")))).isFalse();
    assertThat(selector.matches(Labels.of(Map.of("app", "web", "tier", "edge", "old", ""))))
        .isFalse();
    assertThat(selector).hasToString("app=web,tier in (front,edge),!old");
  }

  @Test
  void an_empty_selector_matches_everything() {
    assertThat(LabelSelector.EVERYTHING.matches(NONE)).isTrue();
    assertThat(LabelSelector.EVERYTHING.matches(WEB)).isTrue();
    assertThat(LabelSelector.EVERYTHING.isEverything()).isTrue();
    assertThat(LabelSelector.of(NONE)).isEqualTo(LabelSelector.EVERYTHING);
    assertThat(LabelSelector.EVERYTHING).hasToString("{}");
  }
}
