// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.netpol.model.Cidr;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Position;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Walks JSON or YAML token by token. Each method reads the value that the parser stands on and
 * leaves it on that value's last token. A value of the wrong type is a problem and reads as
 * missing, so that one odd field never costs an object.
 */
final class Tokens {

  /** Reads the value of one field. */
  interface Field {
    void read(String name) throws IOException;
  }

  /** Reads one element. */
  interface Element {
    void read() throws IOException;
  }

  private final JsonParser parser;
  private final Strings strings;
  private final Problems problems;
  private final Position base;

  /**
   * Tokens of one input.
   *
   * @param base name of the input; where it has a line, all positions are that line
   */
  Tokens(JsonParser parser, Strings strings, Problems problems, Position base) {
    this.parser = parser;
    this.strings = strings;
    this.problems = problems;
    this.base = base;
  }

  /** The same input, read from other tokens: a part that was put aside. */
  Tokens replay(JsonParser kept, Position at) throws IOException {
    kept.nextToken();
    return new Tokens(kept, strings, problems, at);
  }

  /** The same, with what is read taken down. */
  Tokens noted(NotedParser noting) {
    return new Tokens(noting, strings, problems, base);
  }

  JsonParser parser() {
    return parser;
  }

  Strings strings() {
    return strings;
  }

  Problems problems() {
    return problems;
  }

  Position position() {
    return base.line() != 0
        ? base
        : Position.of(base.input(), Math.max(1, parser.currentTokenLocation().getLineNr()));
  }

  /** Every field of an object; null reads as an object without fields. */
  void object(Field each) throws IOException {
    if (!is(JsonToken.START_OBJECT, "an object")) {
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      each.read(name);
    }
  }

  /** Every element of a list; null reads as an empty list. */
  void list(Element each) throws IOException {
    if (!is(JsonToken.START_ARRAY, "a list")) {
      return;
    }
    for (JsonToken next = parser.nextToken();
        next != null && next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      each.read();
    }
  }

  void skip() throws IOException {
    parser.skipChildren();
  }

  /** A scalar as text; empty for null. */
  String text() throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return "";
    }
    if (!token.isScalarValue()) {
      wrong("a text");
      return "";
    }
    return strings.of(parser.getText());
  }

  /** As {@link #text()}, of what hardly repeats. */
  String unique() throws IOException {
    JsonToken token = parser.currentToken();
    return token == JsonToken.VALUE_STRING ? parser.getText() : text();
  }

  /** A number in a range, or 0 with a problem. */
  int number(int min, int max) throws IOException {
    String text = text();
    if (text.isEmpty()) {
      return 0;
    }
    if (text.length() <= 10 && text.chars().allMatch(Character::isDigit)) {
      long value = Long.parseLong(text);
      if (min <= value && value <= max) {
        return (int) value;
      }
    }
    report("a number from " + min + " to " + max, text);
    return 0;
  }

  boolean flag() throws IOException {
    return text().equals("true");
  }

  /** Epoch nanoseconds, or {@link Long#MIN_VALUE} when missing or unreadable. */
  long time() throws IOException {
    String text = unique();
    if (text.isEmpty()) {
      return Long.MIN_VALUE;
    }
    OptionalLong time = ApiTimes.parse(text);
    if (time.isEmpty()) {
      report("a time such as 2026-11-20T12:00:00Z", text);
    }
    return time.orElse(Long.MIN_VALUE);
  }

  Optional<IpAddress> address() throws IOException {
    String text = text();
    if (text.isEmpty() || text.equals("None")) {
      return Optional.empty();
    }
    Optional<IpAddress> address = IpAddress.tryParse(text);
    if (address.isEmpty()) {
      report("an IP address", text);
    }
    return address;
  }

  Optional<Cidr> cidr() throws IOException {
    String text = text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Cidr> cidr = Cidr.tryParse(text);
    if (cidr.isEmpty()) {
      report("a CIDR such as 10.0.0.0/8", text);
    }
    return cidr;
  }

  Labels labels() throws IOException {
    TreeMap<String, String> entries = new TreeMap<>();
    object(key -> entries.put(strings.of(key), text()));
    return strings.labels(entries);
  }

  void report(String expected, String text) throws IOException {
    String field = parser.currentName() == null ? "" : parser.currentName();
    problems.field(position(), field, expected, text);
  }

  private boolean is(JsonToken start, String expected) throws IOException {
    if (parser.currentToken() == start) {
      return true;
    }
    if (parser.currentToken() != JsonToken.VALUE_NULL) {
      wrong(expected);
    }
    return false;
  }

  private void wrong(String expected) throws IOException {
    report(expected, parser.currentToken().isStructStart() ? "..." : parser.getText());
    parser.skipChildren();
  }
}
