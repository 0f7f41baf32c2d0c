// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.Objects;

/**
 * What a log calls one end of a connection.
 *
 * @param namespace empty when not given
 * @param name of the pod, the Service or the node, the labels of who has none, or by which an
 *     address outside was looked up; empty when not given
 * @param uid of the pod; empty when not given
 */
public record Identity(Kind kind, String namespace, String name, String uid)
    implements Comparable<Identity> {

  /** The log names nobody. */
  public static final Identity NONE = new Identity(Kind.NONE, "", "", "");

  /** What sort of thing is named. */
  public enum Kind {
    /** Nothing is named: only the address counts. */
    NONE,
    POD,
    /** The peer was dialled at a Service's address; what stood behind it is not in the log. */
    SERVICE,
    /** A process in the node's own network. */
    HOST,
    /** An endpoint in the cluster of which the log has no name: what it has stands for one. */
    UNNAMED,
    /** The log says that this end is neither a pod nor a Service that it knew. */
    OTHER
  }

  public Identity {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(uid, "uid");
  }

  public static Identity pod(String namespace, String name, String uid) {
    return new Identity(Kind.POD, namespace, name, uid);
  }

  public static Identity service(String namespace, String name) {
    return new Identity(Kind.SERVICE, namespace, name, "");
  }

  @Override
  public int compareTo(Identity other) {
    if (this == other) {
      return 0;
    }
    int order = kind.compareTo(other.kind);
    order = order != 0 ? order : namespace.compareTo(other.namespace);
    order = order != 0 ? order : name.compareTo(other.name);
    return order != 0 ? order : uid.compareTo(other.uid);
  }

  /** {@code pod demo/web}. */
  @Override
  public String toString() {
    String of = namespace.isEmpty() ? name : namespace + "/" + name;
    String kindText = kind.name().toLowerCase(java.util.Locale.ROOT);
    return of.isEmpty() ? kindText : kindText + " " + of;
  }
}
