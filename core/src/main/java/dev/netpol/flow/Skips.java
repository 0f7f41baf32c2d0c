// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.trace.Lines;
import dev.netpol.trace.SkipReason;
import dev.netpol.trace.SkippedRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Records that were skipped, by reason; the first few of each are kept. */
final class Skips {

  private final Map<SkipReason, Some> reasons = new EnumMap<>(SkipReason.class);

  private static final class Some {
    private long count;
    private SkippedRecord[] first = new SkippedRecord[0];

    void add(SkippedRecord record) {
      count++;
      int i = first.length;
      if (i < Accounting.Skipped.FIRST) {
        first = Arrays.copyOf(first, i + 1);
      } else if (record.at().compareTo(first[--i].at()) >= 0) {
        return;
      }
      while (i > 0 && record.at().compareTo(first[i - 1].at()) < 0) {
        first[i] = first[--i];
      }
      first[i] = record;
    }
  }

  void add(SkippedRecord record) {
    reasons.computeIfAbsent(record.reason(), reason -> new Some()).add(record);
  }

  void add(Skips other) {
    other.reasons.forEach(
        (reason, some) -> {
          Some own = reasons.computeIfAbsent(reason, key -> new Some());
          own.count += some.count - some.first.length;
          for (SkippedRecord record : some.first) {
            own.add(record);
          }
        });
  }

  SortedMap<SkipReason, Accounting.Skipped> skipped(Lines lines) {
    SortedMap<SkipReason, Accounting.Skipped> skipped = new TreeMap<>();
    reasons.forEach(
        (reason, some) -> {
          List<Accounting.Where> first = new ArrayList<>();
          for (SkippedRecord record : some.first) {
            first.add(
                new Accounting.Where(lines.position(record.at()), record.key(), record.excerpt()));
          }
          skipped.put(reason, new Accounting.Skipped(some.count, first));
        });
    return skipped;
  }
}
