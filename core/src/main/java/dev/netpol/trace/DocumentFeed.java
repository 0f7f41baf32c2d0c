// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.io.IOException;

/**
 * JSON that is not laid out by lines: an array of objects, or objects one after the other, over as
 * many lines as they like. A record is an object from its brace to the matching one.
 */
final class DocumentFeed extends Feed {

  DocumentFeed(
      ByteSource source, RecordParser parser, RecordAt at, EventSink sink, ReadLimits limits) {
    super(source, 0, parser, at, sink, limits);
  }

  @Override
  void run(long until) throws IOException {
    skipByteOrderMark();
    while (true) {
      if (from == end && !fill()) {
        break;
      }
      byte next = buffer[from];
      if (next == '{') {
        object();
      } else if (next == '\n') {
        at.line++;
        from++;
      } else if (next == ' '
          || next == '\t'
          || next == '\r'
          || next == ','
          || next == '['
          || next == ']') {
        from++;
      } else {
        noise();
      }
    }
    parser.finish(sink);
  }

  /** The object that begins at {@code from}. A newline within a string ends it: it is torn. */
  private void object() throws IOException {
    int length = 0;
    int depth = 0;
    long lines = 0;
    boolean text = false;
    boolean escaped = false;
    boolean tooLong = false;
    while (from + length < end || fill()) {
      byte next = buffer[from + length];
      if (next == '\n' && text) {
        break;
      }
      length++;
      if (next == '\n') {
        lines++;
      } else if (text) {
        text = escaped || next != '"';
        escaped = !escaped && next == '\\';
      } else if (next == '"') {
        text = true;
      } else if (next == '{') {
        depth++;
      } else if (next == '}' && --depth == 0) {
        break;
      }
      if (length > limit) {
        if (!tooLong) {
          record(from, from + length);
        }
        tooLong = true;
        from += length;
        length = 0;
      }
    }
    if (!tooLong) {
      record(from, from + length);
    }
    from += length;
    at.line += lines;
  }

  /** What stands between the records, up to the end of its line. */
  private void noise() throws IOException {
    int newline = newline();
    record(from, newline);
    from = newline;
  }
}
