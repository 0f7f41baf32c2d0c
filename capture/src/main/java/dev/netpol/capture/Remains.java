// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import com.google.common.math.LongMath;
import dev.netpol.trace.EventSink;
import dev.netpol.trace.EventView;
import dev.netpol.trace.LostRecord;
import dev.netpol.trace.SkippedRecord;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What has to be known of a file that is deleted: how much was in it, and what it says was lost. It
 * may be of an earlier capture, so the numbers are whatever an older file claims. What an end adds
 * up is not asked for: each loss in it is a record as well.
 */
final class Remains implements EventSink {
  /** Where events were lost; the node is empty when not given. */
  record Layer(String node, String name) {}

  private final SortedMap<Layer, Long> lost =
      new TreeMap<>(Comparator.comparing(Layer::node).thenComparing(Layer::name));
  private long records;

  @Override
  public void event(EventView event) {
    records = LongMath.saturatedAdd(records, event.count());
  }

  @Override
  public void skipped(SkippedRecord record) {
    if (record.reason().mayBeConnection()) {
      records = LongMath.saturatedAdd(records, 1);
    }
  }

  @Override
  public void lost(LostRecord record) {
    lost.merge(
        new Layer(record.node(), record.layer()),
        Math.max(0, record.count()),
        LongMath::saturatedAdd);
  }

  /** Connections in it, and what may have been one and cannot be read. */
  long records() {
    return records;
  }

  /** Sums of what it says was lost. */
  SortedMap<Layer, Long> lost() {
    return lost;
  }
}
