// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

/**
 * How an object came.
 *
 * @param time when it was read from the cluster, epoch nanoseconds; {@link Long#MIN_VALUE} when not
 *     known
 * @param deleted it was seen to go
 * @param watched in a watch event
 */
record Change(Origin origin, long time, boolean deleted, boolean watched) {
  static final Change GIVEN = new Change(Origin.SNAPSHOT, Long.MIN_VALUE, false, false);

  /**
   * Whether nothing of the object is left. A pod that is gone had its addresses until then. So had
   * what went while a trace was taken: its connections from before are still to be understood, but
   * a policy that went is not in force.
   */
  boolean removes(Kind kind) {
    return deleted
        && switch (kind) {
          case POD -> false;
          case NETWORK_POLICY -> true;
          default -> origin == Origin.SNAPSHOT;
        };
  }
}
