// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A label selector (meta/v1): matches labels that have all of {@code matchLabels} and meet every
 * expression. An empty selector matches everything; "no selector" is a missing one, not this.
 *
 * @param matchLabels labels that must be present with these values
 * @param matchExpressions further requirements, all of which must hold
 */
public record LabelSelector(Labels matchLabels, List<Requirement> matchExpressions) {

  public static final LabelSelector EVERYTHING = new LabelSelector(Labels.NONE, List.of());

  public LabelSelector {
    Objects.requireNonNull(matchLabels, "matchLabels");
    matchExpressions = List.copyOf(matchExpressions);
  }

  public static LabelSelector of(Labels matchLabels) {
    return new LabelSelector(matchLabels, List.of());
  }

  /** Whether this is the empty selector {@code {}}. */
  public boolean isEverything() {
    return matchLabels.isEmpty() && matchExpressions.isEmpty();
  }

  /** A label that all has which is matched, to look it up by; empty where none is wanted. */
  public Optional<Map.Entry<String, String>> wanted() {
    return matchLabels.asMap().entrySet().stream().findFirst();
  }

  public boolean matches(Labels labels) {
    if (!labels.containsAll(matchLabels)) {
      return false;
    }
    for (Requirement requirement : matchExpressions) {
      if (!requirement.matches(labels)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelSelector it
        && matchLabels.equals(it.matchLabels)
        && matchExpressions.equals(it.matchExpressions);
  }

  @Override
  public int hashCode() {
    return 31 * matchLabels.hashCode() + matchExpressions.hashCode();
  }

  /** In the notation of {@code kubectl -l}. */
  @Override
  public String toString() {
    if (isEverything()) {
      return "{}";
    }
    StringBuilder text = new StringBuilder(matchLabels.toString());
    for (Requirement requirement : matchExpressions) {
      text.append(text.isEmpty() ? "" : ",").append(requirement);
    }
    return text.toString();
  }

  /**
   * One entry of {@code matchExpressions}.
   *
   * @param values none for {@code Exists} and {@code DoesNotExist}, at least one for the others
   */
  public record Requirement(String key, Operator operator, List<String> values) {

    public Requirement {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(operator, "operator");
      values = List.copyOf(values);
    }

    /**
     * {@code NotIn} also holds where the key is absent (apimachinery, labels.Requirement.Matches).
     */
    public boolean matches(Labels labels) {
      return switch (operator) {
        case IN -> labels.value(key).filter(values::contains).isPresent();
        case NOT_IN -> labels.value(key).filter(values::contains).isEmpty();
        case EXISTS -> labels.has(key);
        case DOES_NOT_EXIST -> !labels.has(key);
      };
    }

    @Override
    public String toString() {
      return switch (operator) {
        case IN -> key + " in (" + String.join(",", values) + ")";
        case NOT_IN -> key + " notin (" + String.join(",", values) + ")";
        case EXISTS -> key;
        case DOES_NOT_EXIST -> "!" + key;
      };
    }
  }

  /** The operators of meta/v1. */
  public enum Operator {
    IN("In"),
    NOT_IN("NotIn"),
    EXISTS("Exists"),
    DOES_NOT_EXIST("DoesNotExist");

    private final String apiName;

    Operator(String apiName) {
      this.apiName = apiName;
    }

    /** The spelling of the API, for example {@code NotIn}. */
    public String apiName() {
      return apiName;
    }
  }
}
