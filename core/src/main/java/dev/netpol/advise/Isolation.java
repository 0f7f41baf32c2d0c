// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.model.Protocol;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether a policy may isolate a workload in a direction.
 *
 * @param declared whether it does
 * @param open protocols that stay open nevertheless
 * @param reason why it does not; empty if it does, or if the user did not ask for the direction
 * @param remedy what would help, or empty
 */
record Isolation(boolean declared, SortedSet<Protocol> open, String reason, String remedy) {

  /** The user named the directions, and this is none of them. */
  static final Isolation NOT_ASKED = no("", "");

  Isolation {
    open = Collections.unmodifiableSortedSet(new TreeSet<>(open));
  }

  static Isolation yes(Set<Protocol> open) {
    return new Isolation(true, new TreeSet<>(open), "", "");
  }

  static Isolation no(String reason, String remedy) {
    return new Isolation(false, new TreeSet<>(), reason, remedy);
  }
}
