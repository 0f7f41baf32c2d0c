// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import com.google.common.collect.ImmutableMap;
import dev.netpol.model.Labels;
import java.util.Map;
import java.util.TreeMap;

/** Labels of namespaces. Every namespace has {@link #NAME_LABEL}: the API server sets it. */
final class Namespaces {

  static final String NAME_LABEL = "kubernetes.io/metadata.name";

  private final ImmutableMap<String, Labels> known;

  Namespaces(Map<String, Labels> known) {
    ImmutableMap.Builder<String, Labels> named = ImmutableMap.builder();
    known.forEach((name, labels) -> named.put(name, named(name, labels)));
    this.known = named.buildOrThrow();
  }

  /** Those of a namespace nobody described are only its name. */
  Labels labels(String namespace) {
    Labels labels = known.get(namespace);
    return labels != null ? labels : Labels.of(NAME_LABEL, namespace);
  }

  private static Labels named(String name, Labels labels) {
    if (labels.value(NAME_LABEL).filter(name::equals).isPresent()) {
      return labels;
    }
    Map<String, String> all = new TreeMap<>(labels.asMap());
    all.put(NAME_LABEL, name);
    return Labels.of(all);
  }
}
