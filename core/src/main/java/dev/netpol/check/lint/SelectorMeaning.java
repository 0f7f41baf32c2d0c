// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.model.LabelSelector;
import dev.netpol.model.LabelSelector.Operator;
import dev.netpol.model.LabelSelector.Requirement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a label selector asks for, key by key. Keys do not depend on each other, so this tells
 * exactly what holds for all labels there could be.
 */
final class SelectorMeaning {

  private final Map<String, KeyMeaning> keys = new TreeMap<>();

  private SelectorMeaning() {}

  static SelectorMeaning of(LabelSelector selector) {
    SelectorMeaning meaning = new SelectorMeaning();
    selector
        .matchLabels()
        .asMap()
        .forEach((key, value) -> meaning.add(new Requirement(key, Operator.IN, List.of(value))));
    selector.matchExpressions().forEach(meaning::add);
    return meaning;
  }

  private void add(Requirement requirement) {
    keys.merge(requirement.key(), KeyMeaning.of(requirement), KeyMeaning::and);
  }

  /** A key for which no labels will do, if there is one. */
  Optional<String> contradiction() {
    return keys.entrySet().stream()
        .filter(it -> it.getValue().impossible())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Whether all labels that this matches are matched by the other. */
  boolean implies(SelectorMeaning other) {
    return contradiction().isPresent()
        || other.keys.entrySet().stream()
            .allMatch(
                it -> keys.getOrDefault(it.getKey(), KeyMeaning.ANYTHING).implies(it.getValue()));
  }

  /** Whether no labels are matched by both. */
  boolean excludes(SelectorMeaning other) {
    return keys.entrySet().stream()
        .anyMatch(
            it ->
                it.getValue()
                    .and(other.keys.getOrDefault(it.getKey(), KeyMeaning.ANYTHING))
                    .impossible());
  }
}
