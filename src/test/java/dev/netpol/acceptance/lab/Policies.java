// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * NetworkPolicies, read from the API's own description of them and nothing else: the product has no
 * part in what the lab enforces.
 */
record Policies(List<Doc> documents) {

  static final Policies NONE = new Policies(List.of());

  static Policies of(String yaml) {
    return new Policies(Doc.all(yaml).stream().filter(Doc::exists).toList());
  }

  /** All files of a folder. */
  static Policies in(Path folder) throws IOException {
    List<Doc> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        all.addAll(Doc.all(file));
      }
    }
    return new Policies(all);
  }

  /** Those that select a pod for {@code Ingress} or {@code Egress}. */
  List<Doc> isolating(Snapshot.Pod pod, String direction) {
    return documents.stream()
        .filter(it -> namespace(it).equals(pod.namespace()))
        .filter(it -> selects(it.at("spec", "podSelector"), pod.labels()))
        .filter(it -> types(it).contains(direction))
        .toList();
  }

  static String namespace(Doc policy) {
    Doc namespace = policy.at("metadata", "namespace");
    return namespace.exists() ? namespace.text() : "default";
  }

  /** Unset: Ingress always, Egress where there are egress rules. */
  private static List<String> types(Doc policy) {
    List<String> types = policy.at("spec", "policyTypes").texts();
    if (!types.isEmpty()) {
      return types;
    }
    return policy.at("spec", "egress").items().isEmpty()
        ? List.of("Ingress")
        : List.of("Ingress", "Egress");
  }

  /** Whether a label selector matches; one without requirements matches everything. */
  static boolean selects(Doc selector, Map<String, String> labels) {
    return labels.entrySet().containsAll(selector.at("matchLabels").labels().entrySet())
        && selector.at("matchExpressions").items().stream().allMatch(it -> holds(it, labels));
  }

  private static boolean holds(Doc requirement, Map<String, String> labels) {
    String value = labels.get(requirement.at("key").text());
    boolean among = requirement.at("values").texts().contains(value);
    return switch (requirement.at("operator").text()) {
      case "In" -> among;
      case "NotIn" -> !among;
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> throw new IllegalArgumentException(requirement.toString());
    };
  }
}
