// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

/**
 * How an object came.
 *
 * @param time when it was read from the cluster, epoch nanoseconds; {@link Long#MIN_VALUE} when not
 *     known
 * @param deleted it was seen to go
 */
record Change(Origin origin, long time, boolean deleted) {
  static final Change GIVEN = new Change(Origin.SNAPSHOT, Long.MIN_VALUE, false);
}
