// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.LabelSelector;
import dev.netpol.model.LabelSelector.Operator;
import dev.netpol.model.LabelSelector.Requirement;
import dev.netpol.model.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is said of all labels holds for each: two keys, each with every value or without one. */
class SelectorMeaningLaws {

  /** A value more than selectors use: one that none of them names. */
  private static final List<String> VALUES = List.of("a", "b", "c", "other");

  private static final List<Labels> ALL = all();

  private static List<Labels> all() {
    List<Labels> all = new ArrayList<>();
    for (int i = 0; i <= VALUES.size(); i++) {
      for (int j = 0; j <= VALUES.size(); j++) {
        Map<String, String> labels = new HashMap<>();
        if (i < VALUES.size()) {
          labels.put("k", VALUES.get(i));
        }
        if (j < VALUES.size()) {
          labels.put("m", VALUES.get(j));
        }
        all.add(Labels.of(labels));
      }
    }
    return all;
  }

  @Property
  void a_contradiction_is_a_selector_without_labels(@ForAll("selectors") LabelSelector selector) {
    assertThat(SelectorMeaning.of(selector).contradiction().isPresent())
        .isEqualTo(ALL.stream().noneMatch(selector::matches));
  }

  @Property
  void implies_what_matches_at_least_the_same_labels(
      @ForAll("selectors") LabelSelector narrow, @ForAll("selectors") LabelSelector wide) {
    boolean always = ALL.stream().filter(narrow::matches).allMatch(wide::matches);

    assertThat(SelectorMeaning.of(narrow).implies(SelectorMeaning.of(wide))).isEqualTo(always);
    if (Wider.than(wide, narrow)) {
      assertThat(always).isTrue();
    }
  }

  @Provide
  Arbitrary<LabelSelector> selectors() {
    Arbitrary<String> keys = Arbitraries.of("k", "m");
    Arbitrary<Set<String>> values = Arbitraries.of("a", "b", "c").set().ofMinSize(1).ofMaxSize(3);
    Arbitrary<Requirement> requirements =
        Combinators.combine(keys, Arbitraries.of(Operator.class), values)
            .as(
                (key, operator, some) ->
                    new Requirement(
                        key,
                        operator,
                        operator == Operator.IN || operator == Operator.NOT_IN
                            ? List.copyOf(some)
                            : List.of()));
    Arbitrary<Map<String, String>> labels =
        Arbitraries.maps(keys, Arbitraries.of("a", "b", "c")).ofMaxSize(2);
    return Combinators.combine(labels, requirements.list().ofMaxSize(3))
        .as((some, more) -> new LabelSelector(Labels.of(some), more));
  }
}
