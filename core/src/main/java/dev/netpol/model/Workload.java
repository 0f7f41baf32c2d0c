// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import java.util.Objects;

/**
 * The pods of one top controller, or a bare pod, or (kind {@code Service}) the pods that a Service
 * selects where none of them is known.
 *
 * @param kind {@code Deployment}, {@code StatefulSet}, ..., {@code Pod} or {@code Service}
 */
public record Workload(String namespace, String kind, String name) implements Endpoint {
  public Workload {
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
  }

  @Override
  public int rank() {
    return 0;
  }

  @Override
  public String sortKey() {
    return namespace + "/" + name + "/" + kind;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Workload it
            && name.equals(it.name)
            && namespace.equals(it.namespace)
            && kind.equals(it.kind));
  }

  @Override
  public int hashCode() {
    return 31 * (31 * namespace.hashCode() + name.hashCode()) + kind.hashCode();
  }

  /**
   * As by {@link #sortKey}, which is made only where it takes more than a part to tell; then by
   * part.
   */
  @Override
  public int compareTo(Endpoint other) {
    if (!(other instanceof Workload it)) {
      return Endpoint.super.compareTo(other);
    }
    if (!namespace.equals(it.namespace)) {
      return compare(namespace, it.namespace, it);
    }
    return name.equals(it.name) ? kind.compareTo(it.kind) : compare(name, it.name, it);
  }

  /**
   * By the first part that differs; where one begins with the other, what follows decides, unless
   * the whole is the same: a trace's names may hold slashes.
   */
  private int compare(String part, String others, Workload other) {
    int whole =
        part.startsWith(others) || others.startsWith(part)
            ? sortKey().compareTo(other.sortKey())
            : 0;
    return whole != 0 ? whole : part.compareTo(others);
  }

  /** {@code namespace/name[Kind]}. */
  @Override
  public String toString() {
    return namespace + "/" + name + "[" + kind + "]";
  }
}
