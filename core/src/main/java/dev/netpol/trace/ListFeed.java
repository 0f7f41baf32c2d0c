// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Records that are the items of lists, as APIs answer: {@code {"meta": {...}, "items": [{...},
 * ...]}}. One list or several, one after the other; what a list says besides is no record.
 */
final class ListFeed extends DocumentFeed {

  private static final String ITEMS = "items";

  private static final JsonFactory JSON = new JsonFactory();

  /** Whether what comes next are the items of a list. */
  private boolean inside;

  ListFeed(
      ByteSource source,
      RecordParser parser,
      RecordAt at,
      EventSink sink,
      ReadLimits limits,
      byte[] buffer) {
    super(source, parser, at, sink, limits, buffer);
  }

  /** Whether a text begins with a list whose items are objects. */
  static boolean begins(String head) {
    String text = head.replace("\uFEFF", "").stripLeading();
    if (!text.startsWith("{")) {
      return false;
    }
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean items = parser.currentName().equals(ITEMS);
        if (parser.nextToken() == JsonToken.START_ARRAY && items) {
          return parser.nextToken() == JsonToken.START_OBJECT;
        }
        parser.skipChildren();
      }
    } catch (IOException e) {
      return false; // torn, or longer than the head
    }
    return false;
  }

  @Override
  boolean isAround(byte next) {
    return next == (inside ? ']' : '{');
  }

  @Override
  void around(byte next) throws IOException {
    if (inside) {
      inside = false;
      pass(1);
      pass(length(1, false));
      return;
    }
    int before = length(0, true);
    inside = before > 0;
    if (inside) {
      pass(before);
    } else {
      object();
    }
  }

  @Override
  void close() {
    if (inside) {
      at.offset = base + from;
      skip(SkipReason.TORN, from, from);
    }
  }

  /**
   * Length of what a list says besides its items.
   *
   * @param depth in braces and brackets, of where it begins
   * @param before up to its items, 0 if there are none; else up to its end
   */
  private int length(int depth, boolean before) throws IOException {
    int now = depth;
    int begun = 0;
    boolean text = false;
    boolean escaped = false;
    boolean items = false;
    int length = 0;
    while (length <= limit && (from + length < end || fill())) {
      byte next = buffer[from + length++];
      if (text) {
        text = escaped || next != '"';
        escaped = !escaped && next == '\\';
        items = now == 1 && isItems(from + begun, from + length - 1);
      } else if (next == '"') {
        text = true;
        begun = length;
      } else if (next == '[' && now == 1 && items && before) {
        return length;
      } else if (next == '{' || next == '[') {
        now++;
      } else if ((next == '}' || next == ']') && --now == 0) {
        return before ? 0 : length;
      } else if (next == ',') {
        items = false;
      }
    }
    return before ? 0 : length;
  }

  private boolean isItems(int start, int stop) {
    return stop - start == ITEMS.length()
        && new String(buffer, start, ITEMS.length(), StandardCharsets.US_ASCII).equals(ITEMS);
  }
}
