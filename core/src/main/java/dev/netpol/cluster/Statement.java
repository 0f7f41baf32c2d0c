// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Position;

/**
 * Where an object was described, and what tells whether another description of it is newer.
 *
 * @param version the object's {@code resourceVersion}, which grows with each change in a cluster;
 *     {@link #NO_VERSION} in a manifest that was written by hand
 * @param watched in a watch event: those come in the order of what happened
 */
record Statement(Origin origin, Position at, long version, boolean watched) {
  static final long NO_VERSION = -1;

  static Statement sighted(Position at) {
    return new Statement(Origin.SIGHTING, at, NO_VERSION, false);
  }

  /** Whether this one stands although another comes after it. */
  boolean standsAgainst(Statement later) {
    int better = origin.compareTo(later.origin);
    return better != 0 ? better < 0 : versioned(later) && version > later.version;
  }

  /** Whether nothing but the order of the files tells which of the two is true. */
  boolean rivals(Statement later) {
    return origin == Origin.SNAPSHOT
        && later.origin == Origin.SNAPSHOT
        && !later.watched
        && !(versioned(later) && version != later.version);
  }

  private boolean versioned(Statement later) {
    return origin == Origin.SNAPSHOT && version != NO_VERSION && later.version != NO_VERSION;
  }

  /** The number in a {@code resourceVersion}. */
  static long version(String text) {
    boolean number =
        !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Long.parseLong(text) : NO_VERSION;
  }
}
