// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.model.Protocol;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a capture says about itself. Two are equal if they say the same, wherever they stand: a
 * rotated file repeats its header.
 *
 * @param started nanoseconds since 1970, {@link EventView#NO_TIME} when not given
 * @param covers protocols that were seen on each side; a side that is missing was not captured
 * @param filters what was left out, by the name of the filter, for example {@code namespaces} or
 *     {@code excludeCidrs}; only those with values
 * @param hook what was attached to, or empty
 * @param kernel release of the kernel, or empty
 */
public record TraceHeader(
    int version,
    String node,
    long started,
    Map<Side, Set<Protocol>> covers,
    SortedMap<String, List<String>> filters,
    String hook,
    String kernel,
    Place at) {

  public TraceHeader {
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(hook, "hook");
    Objects.requireNonNull(kernel, "kernel");
    Objects.requireNonNull(at, "at");
    Map<Side, Set<Protocol>> sides = new EnumMap<>(Side.class);
    covers.forEach(
        (side, protocols) -> {
          if (!protocols.isEmpty()) {
            sides.put(side, Collections.unmodifiableSet(EnumSet.copyOf(protocols)));
          }
        });
    covers = Collections.unmodifiableMap(sides);
    SortedMap<String, List<String>> left = new TreeMap<>();
    filters.forEach(
        (name, values) -> {
          if (!values.isEmpty()) {
            left.put(name, List.copyOf(values));
          }
        });
    filters = Collections.unmodifiableSortedMap(left);
  }

  /** The same on another node. */
  public TraceHeader on(String other) {
    return new TraceHeader(version, other, started, covers, filters, hook, kernel, at);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TraceHeader header
        && version == header.version
        && node.equals(header.node)
        && started == header.started
        && covers.equals(header.covers)
        && filters.equals(header.filters)
        && hook.equals(header.hook)
        && kernel.equals(header.kernel);
  }

  @Override
  public int hashCode() {
    return 31 * node.hashCode() + Long.hashCode(started);
  }
}
