// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Labels;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A namespace: its labels, its policies, and its pods by their labels. */
final class Namespace {

  static final String NAME_LABEL = "kubernetes.io/metadata.name";

  private final String name;
  private final Selectors.Remembering labels;
  private final Selectors selectors;
  private final Isolation isolation;
  private final Map<Labels, PodGroup> groups = new ConcurrentHashMap<>();

  Namespace(String name, Labels labels, List<Compiled> policies, Selectors selectors) {
    this.name = name;
    this.labels = new Selectors.Remembering(named(name, labels), selectors);
    this.selectors = selectors;
    this.isolation = new Isolation(policies);
  }

  /** The API server sets this label on every namespace. */
  private static Labels named(String name, Labels labels) {
    if (labels.value(NAME_LABEL).filter(name::equals).isPresent()) {
      return labels;
    }
    Map<String, String> all = new TreeMap<>(labels.asMap());
    all.put(NAME_LABEL, name);
    return Labels.of(all);
  }

  String name() {
    return name;
  }

  Labels labels() {
    return labels.labels();
  }

  boolean matchedBy(Selectors.Numbered selector) {
    return labels.matchedBy(selector);
  }

  PodGroup group(Labels podLabels) {
    PodGroup known = groups.get(podLabels);
    return known != null
        ? known
        : groups.computeIfAbsent(
            podLabels,
            it ->
                new PodGroup(this, new Selectors.Remembering(it, selectors), isolation.select(it)));
  }
}
