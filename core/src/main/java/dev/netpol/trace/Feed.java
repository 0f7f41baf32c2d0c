// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.io.IOException;
import java.util.Arrays;

/** Cuts bytes into records and hands them to a parser. */
abstract class Feed {

  private static final int BUFFER = 1 << 18;

  /** For one feed after the other. */
  static byte[] buffer() {
    return new byte[BUFFER + EightBytes.PADDING];
  }

  final RecordParser parser;
  final EventSink sink;
  final RecordAt at;
  final int limit;
  private final ByteSource source;

  /** Content is in {@code [from, end)}; zeros follow. */
  byte[] buffer;

  int from;
  int end;

  /** Offset of {@code buffer[0]} in the input. */
  long base;

  private boolean exhausted;

  /** Records that were not blank. */
  long records;

  /** Records that the parser understood. */
  long understood;

  Feed(
      ByteSource source,
      long offset,
      RecordParser parser,
      RecordAt at,
      EventSink sink,
      ReadLimits limits,
      byte[] buffer) {
    this.source = source;
    this.base = offset;
    this.parser = parser;
    this.at = at;
    this.sink = sink;
    this.limit = limits.lineLength();
    this.buffer = buffer;
  }

  /** Hands over all records that begin before this offset; {@code at.line} then counts lines. */
  abstract void run(long until) throws IOException;

  /** Gets more behind {@code end}; moves what is there to the front. Whether there was more. */
  final boolean fill() throws IOException {
    if (exhausted) {
      return false;
    }
    int held = end - from;
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, held);
      base += from;
      from = 0;
      end = held;
    }
    if (end + EightBytes.PADDING == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * (buffer.length - EightBytes.PADDING) + EightBytes.PADDING);
    }
    int read = source.read(buffer, end, buffer.length - EightBytes.PADDING - end);
    if (read < 0) {
      exhausted = true;
    } else {
      end += read;
    }
    Arrays.fill(buffer, end, end + EightBytes.PADDING, (byte) 0);
    return !exhausted;
  }

  /**
   * Index of the next newline, having got more as needed; {@code end} if there is none up to the
   * end of the input, or {@link #tooLong} before one.
   */
  final int newline() throws IOException {
    int searched = 0;
    while (true) {
      int newline = EightBytes.newline(buffer, from + searched, end);
      searched = end - from;
      if (newline < end || tooLong() || !fill()) {
        return Math.min(newline, end);
      }
    }
  }

  /** Whether more is here than a record may have, with the carriage return that is none of it. */
  final boolean tooLong() {
    return end - from - 1 > limit;
  }

  final void skipByteOrderMark() throws IOException {
    boolean more = true;
    while (more && end - from < 3) {
      more = fill();
    }
    if (base == 0) {
      from = afterMark(from, end);
    }
  }

  /** A byte order mark is in the midst of a file, too, where files with one were joined. */
  private int afterMark(int start, int stop) {
    boolean mark =
        stop - start >= 3
            && buffer[start] == (byte) 0xef
            && buffer[start + 1] == (byte) 0xbb
            && buffer[start + 2] == (byte) 0xbf;
    return mark ? start + 3 : start;
  }

  /** Hands over the record that begins here if its end soon shows; index of it, or -1. */
  final int line() {
    at.offset = base + from;
    int newline = parser.line(buffer, from, end - from > limit ? from + limit : end, at, sink);
    if (newline >= 0) {
      records++;
      understood++;
    }
    return newline;
  }

  /** Hands over the record that begins at {@code start}. */
  final void record(int start, int stop) {
    at.offset = base + start;
    int i = afterMark(start, stop);
    while (i < stop && (buffer[i] == ' ' || (buffer[i] >= '\t' && buffer[i] <= '\r'))) {
      i++;
    }
    if (i == stop) {
      skip(SkipReason.BLANK, start, stop);
      return;
    }
    records++;
    if (stop - start > limit) {
      skip(SkipReason.TOO_LONG, start, stop);
    } else if (parser.record(buffer, i, stop, at, sink)) {
      understood++;
    }
  }

  final void skip(SkipReason reason, int start, int stop) {
    JsonRecords.skip(reason, buffer, start, stop, at, sink);
  }
}
