// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.model.LabelSelector;
import dev.netpol.model.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Things to select, looked up by a label that the selector wants. */
final class Labelled<T> {

  private final Function<T, Labels> labels;
  private final List<T> all = new ArrayList<>();
  private final Map<Map.Entry<String, String>, List<T>> byLabel = new HashMap<>();

  Labelled(Function<T, Labels> labels) {
    this.labels = labels;
  }

  void add(T thing) {
    all.add(thing);
    for (Map.Entry<String, String> label : labels.apply(thing).asMap().entrySet()) {
      byLabel.computeIfAbsent(label, key -> new ArrayList<>()).add(thing);
    }
  }

  /** In the order in which they were added. */
  List<T> all() {
    return all;
  }

  /** Those of them that the selector matches. */
  List<T> matching(LabelSelector selector) {
    List<T> candidates =
        selector.wanted().map(label -> byLabel.getOrDefault(label, List.of())).orElse(all);
    return candidates.stream().filter(it -> selector.matches(labels.apply(it))).toList();
  }
}
