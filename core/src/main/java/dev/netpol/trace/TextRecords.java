// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the formats with a line of text a record have in common. Each line is read by itself,
 * whatever heading stood above it: parts of a file are read at the same time.
 */
abstract class TextRecords implements RecordParser {

  /** Filled by {@link #line}. */
  final EventRecord event;

  TextRecords(TraceFormat format) {
    this.event = new EventRecord(format);
  }

  /**
   * Reads a line into {@link #event}, which has been cleared.
   *
   * @return why it is not a connection; null if it is
   */
  abstract @Nullable SkipReason line(String line);

  /**
   * Takes from the prefix of a log what tells of the next line. Most formats leave its time alone:
   * what a tool prints may have been held back long before it came into a log.
   */
  void logged(String prefix) {}

  /** What a line that is no connection says was lost; null if it says no such thing. */
  @Nullable LostRecord lost(String line, Place at) {
    long lost = JsonRecords.lostIn(line);
    return lost > 0 && Character.isLetter(line.charAt(0))
        ? new LostRecord(EventView.NO_TIME, "", "perf", lost, at)
        : null;
  }

  /** Whether the line is understood, as a connection or as what the tool prints besides. */
  static boolean recognises(HeadLine head, Function<ReadLimits, ? extends TextRecords> readers) {
    if (head.json().isObject()) {
      return false;
    }
    TextRecords reader = readers.apply(ReadLimits.DEFAULT);
    reader.event.clear();
    SkipReason reason = reader.line(head.line());
    return reason == null || reason == SkipReason.NOT_A_CONNECTION;
  }

  @Override
  public boolean record(byte[] bytes, int from, int to, RecordAt at, EventSink sink) {
    int start = LogPrefix.behind(bytes, from, to);
    String line = new String(bytes, start, to - start, StandardCharsets.UTF_8);
    event.clear();
    if (start > from) {
      logged(new String(bytes, from, start - from, StandardCharsets.UTF_8));
    }
    SkipReason reason = line(line);
    if (reason == null) {
      event.handOn(at, sink);
      return true;
    }
    LostRecord lost = lost(line, at.place());
    if (lost != null) {
      sink.lost(lost);
      return true;
    }
    JsonRecords.skip(reason, bytes, start, to, at, sink);
    return reason != SkipReason.NOT_A_RECORD && reason != SkipReason.TORN;
  }
}
