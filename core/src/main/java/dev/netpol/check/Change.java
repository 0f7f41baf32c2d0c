// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import java.util.Objects;

/**
 * Connections that new policies allow and old ones did not, or the other way round.
 *
 * @param edge who to whom; its reach holds exactly the ports that changed, {@link Reach#every} for
 *     all pods and {@link Reach#any} for some of them
 */
public record Change(Kind kind, Edge edge, Witness witness) {

  public enum Kind {
    /** Denied before, allowed after. */
    GAINED,
    /** Allowed before, denied after. */
    LOST
  }

  public Change {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(edge, "edge");
    Objects.requireNonNull(witness, "witness");
  }
}
