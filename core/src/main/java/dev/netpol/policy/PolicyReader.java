// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Direction;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Position;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decodes, defaults and validates one NetworkPolicy, as the API server does on create. */
final class PolicyReader {

  private static final List<String> OBJECT =
      List.of("apiVersion", "kind", "metadata", "spec", "status");
  private static final List<String> METADATA =
      List.of(
          "name",
          "namespace",
          "labels",
          "annotations",
          "generateName",
          "selfLink",
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "ownerReferences",
          "finalizers",
          "managedFields");
  private static final List<String> SPEC =
      List.of("podSelector", "policyTypes", "ingress", "egress");

  private final Problems problems;
  private final RuleReader rules;

  PolicyReader(Problems problems) {
    this.problems = problems;
    this.rules = new RuleReader(problems);
  }

  /** The policy, or empty if the API server would refuse it; why stands in the problems. */
  Optional<NetworkPolicy> read(Tree.Mapping tree) {
    int before = problems.errors();
    Fields object = Fields.of(tree, FieldPath.ROOT, problems, OBJECT);
    Tree missing = new Tree.Null(tree.at());
    Fields metadata =
        Fields.of(
            object.value("metadata").orElse(missing),
            FieldPath.ROOT.child("metadata"),
            problems,
            METADATA);
    String name = name(metadata);
    String namespace = namespace(metadata);
    labels(metadata);
    FieldPath specPath = FieldPath.ROOT.child("spec");
    Fields spec = Fields.of(object.value("spec").orElse(missing), specPath, problems, SPEC);
    LabelSelector podSelector =
        spec.value("podSelector")
            .map(it -> SelectorReader.read(it, specPath.child("podSelector"), problems))
            .orElse(LabelSelector.EVERYTHING);
    List<Rule> ingress = rules(spec, Direction.INGRESS, "ingress");
    List<Rule> egress = rules(spec, Direction.EGRESS, "egress");
    Set<Direction> types = policyTypes(spec);
    if (problems.errors() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new NetworkPolicy(
            namespace,
            name,
            podSelector,
            types.isEmpty() ? NetworkPolicy.defaultTypes(egress) : types,
            ingress,
            egress,
            tree.at()));
  }

  private List<Rule> rules(Fields spec, Direction direction, String field) {
    List<Rule> read = new ArrayList<>();
    List<Tree> items = spec.list(field);
    for (int i = 0; i < items.size(); i++) {
      read.add(rules.read(items.get(i), direction, spec.path(field).index(i)));
    }
    return read;
  }

  private static String name(Fields metadata) {
    Optional<Tree.Text> name = metadata.text("name").filter(it -> !it.value().isEmpty());
    if (name.isEmpty()) {
      boolean generated = metadata.value("generateName").isPresent();
      metadata.wrong(
          "required",
          metadata.path("name"),
          metadata.at(),
          generated
              ? "should be there: only a cluster can make one from generateName"
              : "should be there");
      return "";
    }
    Tree.Text text = name.get();
    ApiNames.subdomain(text.value())
        .ifPresent(
            rule ->
                metadata.invalid("invalid", metadata.path("name"), text.at(), text.value(), rule));
    return text.value();
  }

  private static String namespace(Fields metadata) {
    Optional<Tree.Text> namespace = metadata.text("namespace").filter(it -> !it.value().isEmpty());
    namespace.ifPresent(
        text ->
            ApiNames.label(text.value())
                .ifPresent(
                    rule ->
                        metadata.invalid(
                            "invalid", metadata.path("namespace"), text.at(), text.value(), rule)));
    return namespace.map(Tree.Text::value).orElse("default");
  }

  private void labels(Fields metadata) {
    metadata
        .value("labels")
        .ifPresent(it -> SelectorReader.labels(it, metadata.path("labels"), problems));
    metadata.value("annotations").ifPresent(it -> annotations(it, metadata.path("annotations")));
  }

  private void annotations(Tree tree, FieldPath path) {
    if (!(tree instanceof Tree.Mapping mapping)) {
      Fields.decode(problems, path, tree, "a mapping");
      return;
    }
    for (Tree.Entry entry : mapping.entries()) {
      Tree.Text value =
          Fields.element(entry.value(), path.child(Quote.escape(entry.key())), problems);
      if (ApiNames.labelKey(entry.key()).isPresent()) {
        problems.error(
            "invalid",
            value.at(),
            path
                + " "
                + Quote.of(entry.key())
                + ": an annotation's key follows the rules of a label's",
            "");
      }
    }
  }

  private static Set<Direction> policyTypes(Fields spec) {
    FieldPath path = spec.path("policyTypes");
    List<Tree> items = spec.list("policyTypes");
    Set<Direction> types = EnumSet.noneOf(Direction.class);
    if (items.size() > 2) {
      Position at = spec.value("policyTypes").map(Tree::at).orElse(spec.at());
      spec.wrong("invalid", path, at, "should have at most two entries: has " + items.size());
      return types;
    }
    for (int i = 0; i < items.size(); i++) {
      Tree.Text text = Fields.element(items.get(i), path.index(i), spec.problems());
      switch (text.value()) {
        case "Ingress" -> types.add(Direction.INGRESS);
        case "Egress" -> types.add(Direction.EGRESS);
        default -> {
          if (items.get(i) instanceof Tree.Text || items.get(i) instanceof Tree.Null) {
            spec.invalid(
                "not-supported",
                path.index(i),
                text.at(),
                text.value(),
                "the types are Ingress and Egress");
          }
        }
      }
    }
    return types;
  }
}
