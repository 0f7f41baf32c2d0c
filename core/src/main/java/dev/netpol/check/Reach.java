// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.model.PortSet;
import java.util.Objects;

/**
 * Ports that pods may open to pods. Where the pods of a workload are not all alike, some may open
 * what others may not; the same goes for the address families of a dual-stack pod.
 *
 * @param every what every pod may open to every pod, at every address they can use
 * @param any what at least one may open to at least one; never less than {@code every}
 */
public record Reach(PortSet every, PortSet any) {

  public static final Reach NONE = new Reach(PortSet.NONE, PortSet.NONE);

  public Reach {
    Objects.requireNonNull(every, "every");
    Objects.requireNonNull(any, "any");
    if (!any.containsAll(every)) {
      throw new IllegalArgumentException(
          "what every pod may open, any may: was " + every + " and " + any);
    }
  }

  static Reach of(PortSet ports) {
    return new Reach(ports, ports);
  }

  /** As seen over these pods and those. */
  Reach and(Reach other) {
    return equals(other) ? this : new Reach(every.intersect(other.every), any.union(other.any));
  }

  /** What only some may open. */
  public PortSet some() {
    return any.minus(every);
  }

  public boolean isEmpty() {
    return any.isEmpty();
  }

  /** {@code TCP 80}, {@code TCP 80 (some pods: TCP 8080)} or {@code some pods: TCP 8080}. */
  @Override
  public String toString() {
    PortSet some = some();
    if (some.isEmpty()) {
      return every.toString();
    }
    return every.isEmpty() ? "some pods: " + some : every + " (some pods: " + some + ")";
  }
}
