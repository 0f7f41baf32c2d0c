// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.netpol.model.LabelSelector.Requirement;
import java.util.Optional;
import java.util.Set;

/**
 * All that a selector asks of one label key.
 *
 * @param absent whether the key may be missing
 * @param present whether the key may be there
 * @param allowed the values it may have; missing: all but those excluded
 * @param excluded values it may not have, where {@code allowed} is missing
 */
record KeyMeaning(
    boolean absent,
    boolean present,
    Optional<ImmutableSet<String>> allowed,
    ImmutableSet<String> excluded) {

  static final KeyMeaning ANYTHING =
      new KeyMeaning(true, true, Optional.empty(), ImmutableSet.of());

  static KeyMeaning of(Requirement requirement) {
    ImmutableSet<String> values = ImmutableSet.copyOf(requirement.values());
    return switch (requirement.operator()) {
      case IN -> new KeyMeaning(false, true, Optional.of(values), ImmutableSet.of());
      case NOT_IN -> new KeyMeaning(true, true, Optional.empty(), values);
      case EXISTS -> new KeyMeaning(false, true, Optional.empty(), ImmutableSet.of());
      case DOES_NOT_EXIST -> new KeyMeaning(true, false, Optional.empty(), ImmutableSet.of());
    };
  }

  /** Both hold. */
  KeyMeaning and(KeyMeaning other) {
    ImmutableSet<String> neither = Sets.union(excluded, other.excluded).immutableCopy();
    Optional<ImmutableSet<String>> both =
        allowed.isPresent() && other.allowed.isPresent()
            ? Optional.of(Sets.intersection(allowed.get(), other.allowed.get()).immutableCopy())
            : allowed.or(other::allowed);
    both = both.map(values -> Sets.difference(values, neither).immutableCopy());
    return new KeyMeaning(
        absent && other.absent,
        present && other.present && both.filter(Set::isEmpty).isEmpty(),
        both,
        both.isPresent() ? ImmutableSet.of() : neither);
  }

  boolean impossible() {
    return !absent && !present;
  }

  /** Whether whatever meets this meets the other, too. */
  boolean implies(KeyMeaning other) {
    if (absent && !other.absent) {
      return false;
    }
    if (!present) {
      return true;
    }
    if (!other.present) {
      return false;
    }
    if (allowed.isPresent()) {
      return allowed.get().stream().allMatch(other::admits);
    }
    return other.allowed.isEmpty() && excluded.containsAll(other.excluded);
  }

  private boolean admits(String value) {
    return allowed.map(values -> values.contains(value)).orElse(!excluded.contains(value));
  }
}
