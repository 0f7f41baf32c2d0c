// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Position;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A NetworkPolicy as somebody wrote it, before the API server's defaults: which fields are there,
 * and where. A {@link NetworkPolicy} no longer tells a protocol that was left out from TCP.
 */
public final class Manifest {

  private final Tree.Mapping root;

  Manifest(Tree.Mapping root) {
    this.root = root;
  }

  /**
   * Where a field or list item stands: a field at its key. Empty if it was not written; a field
   * that is null was.
   *
   * @param path names of fields and indexes of items, for example {@code "spec", "egress", 0, "to"}
   * @throws IllegalArgumentException if a step is neither a string nor an integer
   */
  public Optional<Position> at(Object... path) {
    @Nullable Tree tree = root;
    Position at = root.at();
    for (Object step : path) {
      if (step instanceof String field) {
        Tree.@Nullable Entry entry = tree instanceof Tree.Mapping it ? it.entry(field) : null;
        if (entry == null) {
          return Optional.empty();
        }
        at = entry.at();
        tree = entry.value();
      } else if (step instanceof Integer index) {
        if (!(tree instanceof Tree.Sequence it) || index < 0 || index >= it.items().size()) {
          return Optional.empty();
        }
        tree = it.items().get(index);
        at = tree.at();
      } else {
        throw new IllegalArgumentException("a step should be a field or an index: was " + step);
      }
    }
    return Optional.of(at);
  }

  /** Whether a field was written, if only as null or empty. */
  public boolean has(Object... path) {
    return at(path).isPresent();
  }
}
