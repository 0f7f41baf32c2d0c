// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the formats with one JSON object a record have in common, however it is taken apart. */
abstract class JsonRecords implements RecordParser {

  /** As gobpf's and bcc's readers print it between the records. */
  private static final Pattern LOST =
      Pattern.compile("\\blost (\\d{1,15}) (events|samples)\\b", Pattern.CASE_INSENSITIVE);

  /**
   * Reads the object in {@code bytes[from, to)} and hands it on, in one call.
   *
   * @return whether it was understood as a record of the format
   * @throws IOException before anything was handed on, if it is not well-formed
   */
  abstract boolean json(byte[] bytes, int from, int to, RecordAt at, EventSink sink)
      throws IOException;

  @Override
  public boolean record(byte[] bytes, int from, int to, RecordAt at, EventSink sink) {
    int start = from;
    while (start < to && bytes[start] <= ' ' && bytes[start] >= 0) {
      start++;
    }
    if (start == to || bytes[start] != '{') {
      return other(bytes, start, to, at, sink);
    }
    try {
      return json(bytes, start, to, at, sink);
    } catch (StreamConstraintsException e) {
      boolean deep = String.valueOf(e.getMessage()).contains("depth");
      skip(deep ? SkipReason.TOO_DEEP : SkipReason.MALFORMED, bytes, start, to, at, sink);
      return false;
    } catch (IOException e) {
      skip(SkipReason.TORN, bytes, start, to, at, sink);
      return false;
    }
  }

  private boolean other(byte[] bytes, int from, int to, RecordAt at, EventSink sink) {
    int behind = LogPrefix.behind(bytes, from, to);
    if (behind > from && bytes[behind] == '{') {
      return record(bytes, behind, to, at, sink);
    }
    long lost = lostIn(excerpt(bytes, from, to));
    if (lost > 0) {
      sink.lost(new LostRecord(EventView.NO_TIME, "", "perf", lost, at.place()));
      return true;
    }
    skip(SkipReason.NOT_JSON, bytes, from, to, at, sink);
    return false;
  }

  /** How many events the text says were lost, 0 if it does not. */
  static long lostIn(String text) {
    Matcher lost = LOST.matcher(text);
    return lost.find() ? Long.parseLong(lost.group(1)) : 0;
  }

  static void skip(SkipReason reason, byte[] bytes, int from, int to, RecordAt at, EventSink sink) {
    skip(reason, "", bytes, from, to, at, sink);
  }

  /** The same, with the key that it is for. */
  static void skip(
      SkipReason reason, String key, byte[] bytes, int from, int to, RecordAt at, EventSink sink) {
    sink.skipped(new SkippedRecord(reason, at.place(), key, excerpt(bytes, from, to)));
  }

  static String excerpt(byte[] bytes, int from, int to) {
    // A character has at most four bytes.
    int end = Math.min(to, from + 4 * SkippedRecord.EXCERPT);
    String text = new String(bytes, from, end - from, StandardCharsets.UTF_8);
    return text.substring(0, Math.min(text.length(), SkippedRecord.EXCERPT));
  }
}
