// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.Objects;

/**
 * Events that the source knows it lost.
 *
 * @param time nanoseconds since 1970, {@link EventView#NO_TIME} when not given
 * @param node empty when not given
 * @param layer where they were lost, for example {@code ringbuf} or {@code rotation}
 */
public record LostRecord(long time, String node, String layer, long count, Place at) {
  public LostRecord {
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(layer, "layer");
    Objects.requireNonNull(at, "at");
  }
}
