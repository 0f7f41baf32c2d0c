// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A set of addresses, of either family or both. Equal sets are equal however they were made.
 *
 * @param ranges disjoint, not adjacent, sorted
 */
public record AddressSet(List<AddressRange> ranges) implements Comparable<AddressSet> {

  /** Joins ranges that overlap or adjoin. */
  public AddressSet {
    ranges = joined(ranges);
  }

  public static AddressSet of(Collection<Cidr> blocks) {
    return new AddressSet(blocks.stream().map(AddressRange::of).toList());
  }

  private static List<AddressRange> joined(Collection<AddressRange> ranges) {
    List<AddressRange> joined = new ArrayList<>();
    for (AddressRange range : ranges.stream().sorted().toList()) {
      AddressRange last = joined.isEmpty() ? range : joined.get(joined.size() - 1);
      if (!joined.isEmpty() && meet(last, range)) {
        IpAddress end = last.last().compareTo(range.last()) >= 0 ? last.last() : range.last();
        joined.set(joined.size() - 1, new AddressRange(last.first(), end));
      } else {
        joined.add(range);
      }
    }
    return List.copyOf(joined);
  }

  private static boolean meet(AddressRange a, AddressRange b) {
    return a.isV4() == b.isV4()
        && (b.first().compareTo(a.last()) <= 0
            || a.last().next().filter(b.first()::equals).isPresent());
  }

  public boolean contains(IpAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** The fewest blocks that hold exactly these addresses, IPv4 first. */
  public List<Cidr> cidrs() {
    return ranges.stream().flatMap(range -> range.cidrs().stream()).toList();
  }

  /** Range by range. */
  @Override
  public int compareTo(AddressSet other) {
    Iterator<AddressRange> others = other.ranges.iterator();
    for (AddressRange range : ranges) {
      int order = others.hasNext() ? range.compareTo(others.next()) : 1;
      if (order != 0) {
        return order;
      }
    }
    return others.hasNext() ? -1 : 0;
  }

  /** {@code 10.0.0.0/8,192.168.0.1-192.168.0.9}. */
  @Override
  public String toString() {
    return ranges.stream().map(AddressRange::toString).collect(Collectors.joining(","));
  }
}
