// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.io.IOException;

/**
 * JSON that is not laid out by lines: an array of objects, or objects one after the other, over as
 * many lines as they like. A record is an object from its brace to the matching one. It is torn,
 * and the next one begins, where a line begins with a brace no further in than its own did: what is
 * inside an object is indented.
 */
class DocumentFeed extends Feed {

  DocumentFeed(
      ByteSource source,
      RecordParser parser,
      RecordAt at,
      EventSink sink,
      ReadLimits limits,
      byte[] buffer) {
    super(source, 0, parser, at, sink, limits, buffer);
  }

  /** Blanks since the last newline, -1 once something else has come. */
  private int indent;

  @Override
  final void run(long until) throws IOException {
    skipByteOrderMark();
    while (from < end || fill()) {
      byte next = buffer[from];
      if (isAround(next)) {
        around(next);
      } else if (next == '{') {
        object();
      } else if (" \t\r\n,[]".indexOf(next) >= 0) {
        pass(1);
      } else {
        noise();
      }
    }
    parser.finish(sink);
    close();
  }

  /** Whether a byte where a record may begin begins what is none. */
  boolean isAround(byte next) {
    return false;
  }

  /** Goes behind what is no record. */
  void around(byte next) throws IOException {}

  /** All was handed over. */
  void close() {}

  /** Goes behind what is no record. */
  final void pass(int length) {
    for (int i = from; i < from + length; i++) {
      at.line += buffer[i] == '\n' ? 1 : 0;
      indent(buffer[i]);
    }
    from += length;
  }

  private void indent(byte next) {
    if (next == '\n') {
      indent = 0;
    } else if (indent >= 0) {
      indent = next == ' ' || next == '\t' ? indent + 1 : -1;
    }
  }

  /** The object that begins at {@code from}. A newline within a string ends it: it is torn. */
  final void object() throws IOException {
    int own = indent;
    int length = 0;
    int line = 0;
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
      if (next == '{' && !text && depth > 0 && line > 0 && indent >= 0 && indent <= own) {
        length = line;
        lines--;
        break;
      }
      length++;
      indent(next);
      if (next == '\n') {
        lines++;
        line = length - 1;
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
        line = 0;
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
