// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import com.google.common.math.LongMath;
import dev.netpol.model.Cidr;
import dev.netpol.model.Direction;
import dev.netpol.model.Protocol;
import dev.netpol.trace.EndRecord;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Side;
import dev.netpol.trace.TraceHeader;
import dev.netpol.trace.TraceLimit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a trace can and cannot show: which nodes, sides and protocols were captured, what was
 * filtered out, when, and what was lost.
 */
public final class Coverage {

  public static final Coverage NONE = of(Capture.NONE, new TreeMap<>());

  private static final String NAMESPACES = "namespaces";
  private static final String EXCLUDE_CIDRS = "excludeCidrs";

  private final Capture capture;
  private final SortedMap<String, List<TraceHeader>> headers = new TreeMap<>();
  private final SortedMap<String, Set<Seen>> shown = new TreeMap<>();
  private long first = EventView.NO_TIME;
  private long last = EventView.NO_TIME;

  /** A side and protocol that records show. */
  private record Seen(Side side, Protocol protocol) {}

  private Coverage(Capture capture) {
    this.capture = capture;
  }

  static Coverage of(Capture capture, Map<Tuple, Tally> tuples) {
    Coverage coverage = new Coverage(capture);
    for (TraceHeader header : capture.headers()) {
      coverage.headers.computeIfAbsent(header.node(), node -> new ArrayList<>()).add(header);
      coverage.at(header.started());
    }
    capture.ends().forEach(end -> coverage.at(end.time()));
    tuples.forEach(
        (tuple, tally) -> {
          Set<Seen> shown =
              coverage.shown.computeIfAbsent(tuple.node(), node -> new java.util.HashSet<>());
          if (!isPart(tuple)) {
            shown.add(new Seen(tuple.side(), tuple.protocol()));
          }
          coverage.at(tally.first());
          coverage.at(tally.last());
        });
    return coverage;
  }

  /** Whether the tool cannot have seen all there was of the protocol: what it saw is no cover. */
  private static boolean isPart(Tuple tuple) {
    return tuple.protocol() == Protocol.UDP && tuple.format().limits().contains(TraceLimit.LOW_UDP);
  }

  private void at(long time) {
    if (time != EventView.NO_TIME) {
      first = first == EventView.NO_TIME ? time : Math.min(first, time);
      last = Math.max(last, time);
    }
  }

  /** Nodes that a header or a record names. Records without a node count as the node {@code ""}. */
  public SortedSet<String> nodes() {
    SortedSet<String> nodes = new TreeSet<>(headers.keySet());
    nodes.addAll(shown.keySet());
    return nodes;
  }

  /**
   * Whether connections of this protocol were seen on this side of this node: as the headers of the
   * node agree; without a header, as its records show, but for those of a tool that sees a part of
   * the protocol. What names no node speaks for all nodes that nothing else speaks for.
   */
  public boolean covers(String node, Side side, Protocol protocol) {
    if (!headers.containsKey(node) && !shown.containsKey(node)) {
      return !node.isEmpty() && covers("", side, protocol);
    }
    List<TraceHeader> said = headers.get(node);
    return said == null
        ? shown.getOrDefault(node, Set.of()).contains(new Seen(side, protocol))
        : said.stream()
            .allMatch(header -> header.covers().getOrDefault(side, Set.of()).contains(protocol));
  }

  /** As above, by what the side means for the pods of the node: connects are their egress. */
  public boolean covers(String node, Direction direction, Protocol protocol) {
    return covers(node, direction == Direction.EGRESS ? Side.CONNECT : Side.ACCEPT, protocol);
  }

  /** Whether a header says what was captured on the node. */
  public boolean declared(String node) {
    return headers.containsKey(node);
  }

  /** Whether pods of this namespace on this node were left out, by a filter on namespaces. */
  public boolean leavesOut(String node, String namespace) {
    return headersOf(node).stream()
        .map(header -> header.filters().getOrDefault(NAMESPACES, List.of()))
        .anyMatch(only -> !only.isEmpty() && !only.contains(namespace));
  }

  /** Filters of the node other than by address or namespace: name and values. */
  public SortedMap<String, SortedSet<String>> otherFilters(String node) {
    SortedMap<String, SortedSet<String>> filters = filters(node);
    filters.remove(NAMESPACES);
    filters.remove(EXCLUDE_CIDRS);
    return filters;
  }

  /** All filters of the node: name and values. */
  public SortedMap<String, SortedSet<String>> filters(String node) {
    SortedMap<String, SortedSet<String>> filters = new TreeMap<>();
    for (TraceHeader header : headersOf(node)) {
      header
          .filters()
          .forEach(
              (name, values) ->
                  filters.computeIfAbsent(name, key -> new TreeSet<>()).addAll(values));
    }
    return filters;
  }

  private Collection<TraceHeader> headersOf(String node) {
    return headers.getOrDefault(node, headers.getOrDefault("", List.of()));
  }

  /**
   * Address ranges that a capture left out, on any node; those that cannot be read are not here.
   */
  public List<Cidr> excluded() {
    return capture.headers().stream()
        .flatMap(header -> header.filters().getOrDefault(EXCLUDE_CIDRS, List.of()).stream())
        .flatMap(text -> Cidr.tryParse(text).stream())
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * Events that are known to be lost, by layer. The total that a capture gives in the end includes
   * what it reported on the way: the larger of the two counts.
   */
  public SortedMap<String, Long> losses() {
    SortedSet<String> layers = new TreeSet<>();
    capture.lost().keySet().forEach(layer -> layers.add(layer.name()));
    capture.ends().forEach(end -> layers.addAll(end.lost().keySet()));
    SortedMap<String, Long> losses = new TreeMap<>();
    for (String layer : layers) {
      long sum = losses(layer);
      if (sum > 0) {
        losses.put(layer, sum);
      }
    }
    return losses;
  }

  private long losses(String layer) {
    SortedMap<String, Long> reported = new TreeMap<>();
    capture
        .lost()
        .forEach(
            (at, count) -> {
              if (at.name().equals(layer)) {
                reported.merge(at.node(), count, LongMath::saturatedAdd);
              }
            });
    SortedMap<String, Long> totals = new TreeMap<>();
    for (EndRecord end : capture.ends()) {
      totals.merge(
          end.node(), Math.max(0, end.lost().getOrDefault(layer, 0L)), LongMath::saturatedAdd);
    }
    // Reports that name no node may belong to any total.
    long homeless = reported.getOrDefault("", 0L);
    reported.remove("");
    SortedSet<String> nodes = new TreeSet<>(reported.keySet());
    nodes.addAll(totals.keySet());
    long sum = 0;
    for (String node : nodes) {
      long report = reported.getOrDefault(node, 0L);
      long total = totals.getOrDefault(node, 0L);
      sum = LongMath.saturatedAdd(sum, Math.max(report, total));
      homeless -= Math.min(homeless, Math.max(0, total - report));
    }
    return LongMath.saturatedAdd(sum, homeless);
  }

  /** Nodes with a capture that has a header and no end. */
  public SortedSet<String> truncated() {
    SortedSet<String> truncated = new TreeSet<>();
    headers.forEach(
        (node, said) -> {
          long captures = said.stream().mapToLong(TraceHeader::started).distinct().count();
          long ends = capture.ends().stream().filter(end -> end.node().equals(node)).count();
          if (ends < captures) {
            truncated.add(node);
          }
        });
    return truncated;
  }

  /** Earliest time in the trace, nanoseconds since 1970, or {@link EventView#NO_TIME}. */
  public long first() {
    return first;
  }

  /** Latest time in the trace, likewise. */
  public long last() {
    return last;
  }
}
