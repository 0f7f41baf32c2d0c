// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The orderly end of a capture. Two are equal if they say the same, wherever they stand.
 *
 * @param time nanoseconds since 1970, {@link EventView#NO_TIME} when not given
 * @param received events that the capture got, -1 when not given
 * @param written events that it wrote, -1 when not given
 * @param lost totals by layer; they include what {@link LostRecord}s of the same capture say
 */
public record EndRecord(
    long time, String node, long received, long written, SortedMap<String, Long> lost, Place at) {
  public EndRecord {
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(at, "at");
    lost = Collections.unmodifiableSortedMap(new TreeMap<>(lost));
  }

  /** The same on another node. */
  public EndRecord on(String other) {
    return new EndRecord(time, other, received, written, lost, at);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EndRecord end
        && time == end.time
        && node.equals(end.node)
        && received == end.received
        && written == end.written
        && lost.equals(end.lost);
  }

  @Override
  public int hashCode() {
    return 31 * node.hashCode() + Long.hashCode(time);
  }
}
