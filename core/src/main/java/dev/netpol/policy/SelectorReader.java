// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.LabelSelector;
import dev.netpol.model.LabelSelector.Operator;
import dev.netpol.model.LabelSelector.Requirement;
import dev.netpol.model.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Decodes and validates label selectors (apimachinery, meta/v1/validation). */
final class SelectorReader {

  private SelectorReader() {}

  /** A selector, as far as it is valid; whether it is stands in {@code problems}. */
  static LabelSelector read(Tree tree, FieldPath path, Problems problems) {
    Fields fields = Fields.of(tree, path, problems, List.of("matchLabels", "matchExpressions"));
    Labels labels =
        fields
            .value("matchLabels")
            .map(value -> labels(value, path.child("matchLabels"), problems))
            .orElse(Labels.NONE);
    List<Requirement> requirements = new ArrayList<>();
    List<Tree> expressions = fields.list("matchExpressions");
    for (int i = 0; i < expressions.size(); i++) {
      requirement(expressions.get(i), path.child("matchExpressions").index(i), problems)
          .ifPresent(requirements::add);
    }
    return new LabelSelector(labels, requirements);
  }

  /** A map of labels; a broken key or value is reported at the map, as the API server does. */
  static Labels labels(Tree tree, FieldPath path, Problems problems) {
    if (!(tree instanceof Tree.Mapping mapping)) {
      Fields.decode(problems, path, tree, "a mapping");
      return Labels.NONE;
    }
    Map<String, String> labels = new TreeMap<>();
    for (Tree.Entry entry : mapping.entries()) {
      Tree.Text value =
          Fields.element(entry.value(), path.child(Quote.escape(entry.key())), problems);
      ApiNames.labelKey(entry.key())
          .ifPresent(
              rule ->
                  problems.error(
                      "invalid", entry.at(), path + " " + Quote.of(entry.key()) + ": " + rule, ""));
      ApiNames.labelValue(value.value())
          .ifPresent(
              rule ->
                  problems.error(
                      "invalid",
                      value.at(),
                      path + " " + Quote.of(value.value()) + ": " + rule,
                      ""));
      labels.put(entry.key(), value.value());
    }
    return Labels.of(labels);
  }

  private static Optional<Requirement> requirement(Tree tree, FieldPath path, Problems problems) {
    Fields fields = Fields.of(tree, path, problems, List.of("key", "operator", "values"));
    Tree.Text key = fields.text("key").orElse(new Tree.Text(fields.at(), ""));
    ApiNames.labelKey(key.value())
        .ifPresent(
            rule -> fields.invalid("invalid", path.child("key"), key.at(), key.value(), rule));
    List<String> values = new ArrayList<>();
    List<Tree> items = fields.list("values");
    for (int i = 0; i < items.size(); i++) {
      FieldPath at = path.child("values").index(i);
      Tree.Text value = Fields.element(items.get(i), at, problems);
      ApiNames.labelValue(value.value())
          .ifPresent(rule -> fields.invalid("invalid", at, value.at(), value.value(), rule));
      values.add(value.value());
    }
    Tree.Text name = fields.text("operator").orElse(new Tree.Text(fields.at(), ""));
    Optional<Operator> operator =
        Arrays.stream(Operator.values())
            .filter(it -> it.apiName().equals(name.value()))
            .findFirst();
    if (operator.isEmpty()) {
      fields.invalid(
          "invalid",
          path.child("operator"),
          name.at(),
          name.value(),
          "the operators are In, NotIn, Exists, DoesNotExist");
      return Optional.empty();
    }
    boolean takesValues = operator.get() == Operator.IN || operator.get() == Operator.NOT_IN;
    if (takesValues && items.isEmpty()) {
      fields.wrong(
          "required", path.child("values"), fields.at(), "should be there for In and NotIn");
    }
    if (!takesValues && !items.isEmpty()) {
      fields.wrong(
          "forbidden",
          path.child("values"),
          items.get(0).at(),
          "should not be there for Exists and DoesNotExist");
    }
    return Optional.of(new Requirement(key.value(), operator.get(), values));
  }
}
