// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import com.google.common.collect.ImmutableSortedMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The labels of an object, sorted by key. Immutable. */
public final class Labels {

  public static final Labels NONE = new Labels(ImmutableSortedMap.of());

  private final ImmutableSortedMap<String, String> entries;
  private final int hash;

  private Labels(ImmutableSortedMap<String, String> entries) {
    this.entries = entries;
    this.hash = entries.hashCode();
  }

  public static Labels of(Map<String, String> entries) {
    return entries.isEmpty() ? NONE : new Labels(ImmutableSortedMap.copyOf(entries));
  }

  public static Labels of(String key, String value) {
    return new Labels(ImmutableSortedMap.of(key, value));
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  public boolean has(String key) {
    return entries.containsKey(key);
  }

  public Optional<String> value(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  /** Whether each of {@code others} is here with the same value. */
  public boolean containsAll(Labels others) {
    for (Map.Entry<String, String> wanted : others.entries.entrySet()) {
      if (!wanted.getValue().equals(entries.get(wanted.getKey()))) {
        return false;
      }
    }
    return true;
  }

  /** These labels without the keys that match. */
  public Labels without(Predicate<String> keys) {
    return of(
        entries.entrySet().stream()
            .filter(entry -> !keys.test(entry.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** The labels that both have, with equal values. */
  public Labels common(Labels other) {
    return of(
        entries.entrySet().stream()
            .filter(entry -> entry.getValue().equals(other.entries.get(entry.getKey())))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** An unmodifiable view, sorted by key. */
  public SortedMap<String, String> asMap() {
    return entries;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Labels labels
            && hash == labels.hash
            && entries.equals(labels.entries));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** What {@link #toString} gives of labels as the API server admits them; else other labels. */
  public static Labels parse(String text) {
    Map<String, String> entries = new HashMap<>();
    for (String one : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      int equals = one.indexOf('=');
      entries.put(
          equals < 0 ? one : one.substring(0, equals), equals < 0 ? "" : one.substring(equals + 1));
    }
    return of(entries);
  }

  /** As kubectl shows them: {@code app=web,tier=front}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    entries.forEach(
        (key, value) ->
            text.append(text.isEmpty() ? "" : ",").append(key).append('=').append(value));
    return text.toString();
  }
}
