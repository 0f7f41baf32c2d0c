// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import com.google.common.math.LongMath;
import dev.netpol.trace.EndRecord;
import dev.netpol.trace.LostRecord;
import dev.netpol.trace.TraceHeader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What captures say about themselves, as said: the distinct headers and ends, and the sum of the
 * losses. Merging is union and sum.
 *
 * @param headers distinct in what they say: a rotated file repeats its header
 * @param ends distinct in what they say
 * @param lost events by node and layer
 */
record Capture(Set<TraceHeader> headers, Set<EndRecord> ends, Map<Layer, Long> lost) {

  static final Capture NONE = new Capture(Set.of(), Set.of(), Map.of());

  /** Where events were lost; the node is empty when not given. */
  record Layer(String node, String name) {}

  Capture {
    headers = Set.copyOf(headers);
    ends = Set.copyOf(ends);
    lost = Map.copyOf(lost);
  }

  Capture merge(Capture other) {
    Growing sum = new Growing();
    sum.add(this);
    sum.add(other);
    return sum.build();
  }

  /** The same, with its nodes by other names. */
  Capture on(UnaryOperator<String> names) {
    Growing same = new Growing();
    headers.forEach(header -> same.header(header.on(names.apply(header.node()))));
    ends.forEach(end -> same.end(end.on(names.apply(end.node()))));
    lost.forEach((layer, count) -> same.lost(names.apply(layer.node()), layer.name(), count));
    return same.build();
  }

  /** A capture that grows. */
  static final class Growing {
    private final Set<TraceHeader> headers = new HashSet<>();
    private final Set<EndRecord> ends = new HashSet<>();
    private final Map<Layer, Long> lost = new HashMap<>();

    void add(Capture capture) {
      headers.addAll(capture.headers);
      ends.addAll(capture.ends);
      capture.lost.forEach((layer, count) -> lost(layer.node(), layer.name(), count));
    }

    void header(TraceHeader header) {
      headers.add(header);
    }

    void end(EndRecord end) {
      ends.add(end);
    }

    void lost(LostRecord record) {
      lost(record.node(), record.layer(), record.count());
    }

    private void lost(String node, String layer, long count) {
      lost.merge(new Layer(node, layer), count, LongMath::saturatedAdd);
    }

    Capture build() {
      return new Capture(headers, ends, lost);
    }
  }
}
