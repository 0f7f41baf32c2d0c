// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.io.IOException;

/** One record a line. */
final class LineFeed extends Feed {

  private final boolean midway;

  /** A part that begins at {@code offset}; unless that is 0, bytes begin one before. */
  LineFeed(
      ByteSource source,
      long offset,
      RecordParser parser,
      RecordAt at,
      EventSink sink,
      ReadLimits limits,
      byte[] buffer) {
    super(source, Math.max(0, offset - 1), parser, at, sink, limits, buffer);
    this.midway = offset > 0;
  }

  @Override
  void run(long until) throws IOException {
    if (midway) {
      // The line that the part before began is its own; a newline right before us ends it.
      skipLine();
    } else {
      skipByteOrderMark();
    }
    while (base + from < until) {
      int behind = line();
      if (behind >= 0) {
        at.line++;
        from = behind + 1;
        continue;
      }
      int newline = newline();
      if (newline == end && from == end) {
        break;
      }
      if (newline == end && tooLong()) {
        at.offset = base + from;
        records++;
        skip(SkipReason.TOO_LONG, from, end);
        at.line++;
        skipLine();
        continue;
      }
      int stop = newline;
      if (stop > from && buffer[stop - 1] == '\r') {
        stop--;
      }
      record(from, stop);
      at.line++;
      from = Math.min(newline + 1, end);
    }
    parser.finish(sink);
  }

  private void skipLine() throws IOException {
    while (true) {
      int newline = EightBytes.newline(buffer, from, end);
      if (newline < end) {
        from = newline + 1;
        return;
      }
      from = end;
      if (!fill()) {
        return;
      }
    }
  }
}
