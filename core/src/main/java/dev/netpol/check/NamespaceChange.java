// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The changes between two namespaces, counted.
 *
 * @param from missing for addresses outside
 * @param to missing for addresses outside
 * @param gained pairs of ends that gained connections
 * @param lost pairs of ends that lost some
 */
public record NamespaceChange(Optional<String> from, Optional<String> to, int gained, int lost) {

  private static final Comparator<NamespaceChange> ORDER =
      Comparator.comparing((NamespaceChange it) -> it.from.isEmpty())
          .thenComparing(it -> it.from.orElse(""))
          .thenComparing(it -> it.to.isEmpty())
          .thenComparing(it -> it.to.orElse(""));

  public NamespaceChange {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
  }

  /** The same changes by namespace: sorted, addresses outside last. */
  static List<NamespaceChange> of(List<Change> changes) {
    SortedMap<NamespaceChange, NamespaceChange> sums = new TreeMap<>(ORDER);
    for (Change change : changes) {
      boolean gained = change.kind() == Change.Kind.GAINED;
      NamespaceChange one =
          new NamespaceChange(
              namespace(change.edge().from()),
              namespace(change.edge().to()),
              gained ? 1 : 0,
              gained ? 0 : 1);
      sums.merge(one, one, NamespaceChange::plus);
    }
    return new ArrayList<>(sums.values());
  }

  private NamespaceChange plus(NamespaceChange other) {
    return new NamespaceChange(from, to, gained + other.gained, lost + other.lost);
  }

  private static Optional<String> namespace(Vertex end) {
    return end instanceof Vertex.Pods pods
        ? Optional.of(pods.workload().namespace())
        : Optional.empty();
  }
}
