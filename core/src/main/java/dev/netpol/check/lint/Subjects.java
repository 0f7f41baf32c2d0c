// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.model.LabelSelector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The policies of a namespace, looked up by whom they are about. */
final class Subjects {

  private final List<LintedPolicy> all = new ArrayList<>();

  /** Positions, by the first label that the selector wants; empty: it wants none. */
  private final Map<Optional<Map.Entry<String, String>>, List<Integer>> byLabel = new HashMap<>();

  void add(LintedPolicy policy) {
    byLabel
        .computeIfAbsent(policy.policy().podSelector().wanted(), key -> new ArrayList<>())
        .add(all.size());
    all.add(policy);
  }

  /** In the order in which they were added. */
  List<LintedPolicy> all() {
    return Collections.unmodifiableList(all);
  }

  /**
   * In that order at least those whose selectors match whatever pods this one matches. Such a
   * selector wants no other labels than this one, unless that asks in expressions for the same.
   */
  List<LintedPolicy> aboutAll(LabelSelector narrow) {
    if (!narrow.matchExpressions().isEmpty()) {
      return all();
    }
    TreeSet<Integer> positions = new TreeSet<>(byLabel.getOrDefault(Optional.empty(), List.of()));
    for (Map.Entry<String, String> label : narrow.matchLabels().asMap().entrySet()) {
      positions.addAll(byLabel.getOrDefault(Optional.of(label), List.of()));
    }
    return positions.stream().map(all::get).toList();
  }
}
