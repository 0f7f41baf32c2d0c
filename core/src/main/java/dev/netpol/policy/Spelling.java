// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the name that somebody may have meant. */
public final class Spelling {

  /** Written under the other direction: no letters in common, and the commonest mistake. */
  private static final Map<String, String> OTHER_SIDE = Map.of("from", "to", "to", "from");

  private Spelling() {}

  /** The nearest of the choices, if it is near. */
  public static Optional<String> nearest(String word, List<String> choices) {
    if (word.length() > 40) {
      return Optional.empty();
    }
    String other = OTHER_SIDE.get(word);
    if (other != null && choices.contains(other)) {
      return Optional.of(other);
    }
    return choices.stream()
        .filter(choice -> distance(word, choice) <= Math.max(1, choice.length() / 3))
        .min(
            Comparator.comparingInt((String choice) -> distance(word, choice))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Letters to add, drop or change; case counts for nothing. */
  private static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
