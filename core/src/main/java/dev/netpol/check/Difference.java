// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import java.util.Objects;

/**
 * One thing in which a connection differs from a rule that does not admit it.
 *
 * @param text a clause for a person, such as {@code label app is "b", not "a"}; may hold text from
 *     a cluster or a policy
 */
public record Difference(Kind kind, String text) {

  /** In what it differs; the mildest first. */
  public enum Kind {
    /** The rule admits this peer, at other ports or with another protocol. */
    PORT(1),
    /** A label of the pod. */
    LABEL(2),
    /** The namespace of the pod, or a label of that. */
    NAMESPACE(3),
    /** The address is in no block of the rule. */
    ADDRESS(4),
    /** The rule means pods and this is none, or the other way round. */
    POD(6);

    private final int weight;

    Kind(int weight) {
      this.weight = weight;
    }

    /** How far it takes the connection from the rule. */
    int weight() {
      return weight;
    }
  }

  public Difference {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(text, "text");
  }
}
