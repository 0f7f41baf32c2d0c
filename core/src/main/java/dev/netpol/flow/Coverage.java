// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.model.Cidr;
import dev.netpol.model.Direction;
import dev.netpol.model.Protocol;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Side;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a trace can and cannot show: which nodes, sides and protocols were captured, what was
 * filtered out, when, and what was lost.
 */
public final class Coverage {

  public static final Coverage NONE = new Coverage();

  private Coverage() {}

  /** Nodes that a header or a record names. Records without a node count as the node {@code ""}. */
  public SortedSet<String> nodes() {
    return new TreeSet<>();
  }

  /**
   * Whether connections of this protocol were seen on this side of this node: as the headers of the
   * node agree; without a header, as its records show. Where records name no node, they speak for
   * all nodes that nothing else speaks for.
   */
  public boolean covers(String node, Side side, Protocol protocol) {
    return false;
  }

  /** As above, by what the side means for the pods of the node: connects are their egress. */
  public boolean covers(String node, Direction direction, Protocol protocol) {
    return covers(node, direction == Direction.EGRESS ? Side.CONNECT : Side.ACCEPT, protocol);
  }

  /** Whether a header says what was captured on the node. */
  public boolean declared(String node) {
    return false;
  }

  /** Whether pods of this namespace on this node were left out, by a filter on namespaces. */
  public boolean leavesOut(String node, String namespace) {
    return false;
  }

  /** Filters of the node other than by address or namespace: name and values. */
  public SortedMap<String, SortedSet<String>> otherFilters(String node) {
    return new TreeMap<>();
  }

  /** Address ranges that a capture left out, on any node. */
  public List<Cidr> excluded() {
    return List.of();
  }

  /** Events that are known to be lost, by layer. */
  public SortedMap<String, Long> losses() {
    return new TreeMap<>();
  }

  /** Nodes with a capture that has a header and no end. */
  public SortedSet<String> truncated() {
    return new TreeSet<>();
  }

  /** Earliest time in the trace, nanoseconds since 1970, or {@link EventView#NO_TIME}. */
  public long first() {
    return EventView.NO_TIME;
  }

  /** Latest time in the trace, likewise. */
  public long last() {
    return EventView.NO_TIME;
  }

  Coverage merge(Coverage other) {
    return other == NONE ? this : other;
  }
}
