// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.io.IOException;

/**
 * Records of which only the wanted values are read, as they pass: for formats of which there are
 * large logs.
 *
 * @param <K> names of the values
 */
abstract class ShapedRecords<K extends Enum<K>> extends JsonRecords {

  final JsonValues<K> values;
  final LogEvent event;
  private final LabelTexts labels;

  ShapedRecords(
      TraceFormat format, JsonShape<K> shape, LabelTexts.Naming naming, ReadLimits limits) {
    this.values = new JsonValues<>(shape, limits);
    this.event = new LogEvent(format);
    this.labels = new LabelTexts(limits, naming);
  }

  @Override
  final boolean json(byte[] record, int start, int to, RecordAt at, EventSink sink)
      throws IOException {
    values.read(record, start, to);
    Verdict verdict = fill();
    switch (verdict) {
      case EVENT -> {
        return event.finish(record, start, to, at, sink);
      }
      case LOST -> sink.lost(lost(at.place()));
      case NOT_A_CONNECTION -> skip(SkipReason.NOT_A_CONNECTION, record, start, to, at, sink);
      case OTHER_PROTOCOL -> skip(SkipReason.OTHER_PROTOCOL, record, start, to, at, sink);
      case MALFORMED -> skip(SkipReason.MALFORMED, record, start, to, at, sink);
      case UNKNOWN -> skip(SkipReason.UNKNOWN_TYPE, record, start, to, at, sink);
    }
    return verdict != Verdict.UNKNOWN;
  }

  /** What a record is. */
  enum Verdict {
    /** The event has been filled in. */
    EVENT,
    /** The source says that it lost events. */
    LOST,
    NOT_A_CONNECTION,
    OTHER_PROTOCOL,
    MALFORMED,
    UNKNOWN
  }

  /** Looks at the values, and fills in the event if they are one. */
  abstract Verdict fill() throws IOException;

  /** Of the values, if they are that. */
  LostRecord lost(Place at) {
    throw new IllegalStateException("a format without losses: " + at);
  }

  /** The labels that stand at this name; nothing where there are none. */
  final byte[] labels(K name) throws IOException {
    return values.labels(name, labels);
  }
}
