// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.model.Position;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** How many lines stand before each part, once all parts have been read. */
final class LineTable implements Lines {

  private final List<String> names;
  private final List<NavigableMap<Long, Long>> before;

  /** Of each input, the offset of each of its parts with the lines in that part. */
  LineTable(List<String> names, List<? extends NavigableMap<Long, Long>> lines) {
    this.names = names;
    this.before = lines.stream().map(LineTable::sums).toList();
  }

  private static NavigableMap<Long, Long> sums(NavigableMap<Long, Long> lines) {
    NavigableMap<Long, Long> sums = new TreeMap<>();
    long sum = 0;
    for (var part : lines.entrySet()) {
      sums.put(part.getKey(), sum);
      sum += part.getValue();
    }
    return sums;
  }

  @Override
  public Position position(Place place) {
    long lines = before.get(place.input()).floorEntry(place.offset()).getValue();
    return Position.of(names.get(place.input()), lines + place.line() + 1);
  }
}
