// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.model.Labels;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fewest labels that none of the unwanted label sets has together, preferring those that name a
 * workload; a generic label (tier, role, ...) never alone.
 */
final class FewestLabels {

  /** Steps of the search; beyond, labels are dropped one by one instead of all ways tried. */
  private static final int BUDGET = 20_000;

  private final LabelIndex index;
  private final BitSet unwanted;
  private int steps;

  FewestLabels(LabelIndex index, BitSet unwanted) {
    this.index = index;
    this.unwanted = unwanted;
  }

  /**
   * A subset of {@code usable}, all of which leave out every unwanted one and are not one generic
   * label.
   */
  Labels among(Labels usable) {
    List<String> keys = usable.asMap().keySet().stream().sorted(LabelKeys.PREFERRED).toList();
    steps = 0;
    for (int size = 1; size < keys.size() && steps < BUDGET; size++) {
      Optional<List<String>> found = search(usable, keys, 0, size, unwanted, List.of());
      if (found.isPresent()) {
        return only(usable, found.get());
      }
    }
    return only(usable, dropped(usable, keys));
  }

  private Optional<List<String>> search(
      Labels usable, List<String> keys, int from, int size, BitSet left, List<String> chosen) {
    if (size == 0) {
      boolean lonely = chosen.size() == 1 && LabelKeys.isGeneric(chosen.get(0));
      return left.isEmpty() && !lonely ? Optional.of(chosen) : Optional.empty();
    }
    for (int i = from; i + size <= keys.size() && steps < BUDGET; i++) {
      steps++;
      String key = keys.get(i);
      List<String> more = new ArrayList<>(chosen);
      more.add(key);
      Optional<List<String>> found =
          search(
              usable,
              keys,
              i + 1,
              size - 1,
              index.with(key, usable.value(key).orElseThrow(), left),
              more);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** All keys without those, worst first, that are not needed. */
  private List<String> dropped(Labels usable, List<String> keys) {
    List<String> kept = new ArrayList<>(keys);
    for (int i = keys.size() - 1; i >= 0 && kept.size() > 1; i--) {
      List<String> fewer = new ArrayList<>(kept);
      fewer.remove(keys.get(i));
      BitSet left = (BitSet) unwanted.clone();
      fewer.forEach(key -> left.and(index.with(key, usable.value(key).orElseThrow(), left)));
      if (left.isEmpty() && !(fewer.size() == 1 && LabelKeys.isGeneric(fewer.get(0)))) {
        kept = fewer;
      }
    }
    return kept;
  }

  private static Labels only(Labels labels, List<String> keys) {
    Map<String, String> entries = new HashMap<>();
    keys.forEach(key -> entries.put(key, labels.value(key).orElseThrow()));
    return Labels.of(entries);
  }
}
