// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.trace.Identity;
import java.util.Objects;

/**
 * What a log calls an end, for those who do not read logs.
 *
 * @param namespace empty when not given
 * @param name of the pod or the Service, the labels of who has none, or by which an address outside
 *     was looked up; empty when not given
 * @param uid of the pod; empty when not given
 */
public record Named(Kind kind, String namespace, String name, String uid) {

  /** What sort of thing is named. */
  public enum Kind {
    /** Nothing, or nothing that the log knew: only the address counts. */
    NOBODY,
    POD,
    SERVICE,
    /** An endpoint in the cluster, by its labels: who has them is not known by name. */
    UNNAMED,
    /** A process in the node's own network. */
    HOST
  }

  public Named {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(uid, "uid");
  }

  static Named of(Identity identity) {
    Kind kind =
        switch (identity.kind()) {
          case POD -> Kind.POD;
          case SERVICE -> Kind.SERVICE;
          case UNNAMED -> Kind.UNNAMED;
          case HOST -> Kind.HOST;
          case NONE, OTHER -> Kind.NOBODY;
        };
    return new Named(kind, identity.namespace(), identity.name(), identity.uid());
  }

  /** {@code namespace/name}, or the name alone. */
  @Override
  public String toString() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
