// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Takes what a {@link JsonShape} wants of any JSON object, without making a tree of it. */
final class JsonTokens<K extends Enum<K>> {

  private final JsonFactory factory;
  private final JsonShape<K> shape;
  private final JsonValues<K> values;

  /** Where the object begins in the array that it is in. */
  private int start;

  private int arrays;

  JsonTokens(JsonShape<K> shape, JsonValues<K> values, ReadLimits limits) {
    this.factory = Json.factory(limits);
    this.shape = shape;
    this.values = values;
  }

  /**
   * Reads one object.
   *
   * @throws IOException if there is something else, or more
   */
  void read(byte[] bytes, int from, int to) throws IOException {
    start = from;
    arrays = 0;
    try (JsonParser parser = factory.createParser(bytes, from, to - from)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new JsonParseException(parser, "not an object");
      }
      object(parser, shape.root);
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "more than an object");
      }
    }
  }

  private void object(JsonParser parser, JsonShape.Step step) throws IOException {
    String name;
    while ((name = parser.nextFieldName()) != null) {
      JsonShape.Step next = step.next(name, shape.anyCase);
      JsonToken token = parser.nextToken();
      if (next != null) {
        value(parser, token, next);
      } else if (token.isStructStart()) {
        parser.skipChildren();
      }
    }
  }

  private void value(JsonParser parser, JsonToken token, JsonShape.Step step) throws IOException {
    boolean apart = token == JsonToken.START_OBJECT && step.goesOn();
    if (step.raw && !apart && token != JsonToken.VALUE_NULL) {
      raw(parser, token, step.slot);
    } else if (token == JsonToken.START_OBJECT) {
      object(parser, step);
    } else if (token == JsonToken.START_ARRAY) {
      arrays++;
      JsonToken element;
      while ((element = parser.nextToken()) != JsonToken.END_ARRAY) {
        value(parser, element, step);
      }
      arrays--;
    } else if (step.slot != JsonShape.NOTHING && (arrays == 0 || values.isAbsent(step.slot))) {
      scalar(parser, token, step.slot);
    }
  }

  private void raw(JsonParser parser, JsonToken token, int slot) throws IOException {
    int from = start + (int) parser.currentTokenLocation().getByteOffset();
    if (token.isStructStart()) {
      parser.skipChildren();
    } else {
      parser.finishToken();
    }
    values.raw(slot, from, start + (int) parser.currentLocation().getByteOffset());
  }

  private void scalar(JsonParser parser, JsonToken token, int slot) throws IOException {
    switch (token) {
      case VALUE_STRING, VALUE_NUMBER_FLOAT -> values.text(slot, parser.getText());
      case VALUE_NUMBER_INT -> {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
          values.text(slot, parser.getText());
        } else {
          values.number(slot, parser.getLongValue());
        }
      }
      case VALUE_TRUE -> values.flag(slot, true);
      case VALUE_FALSE -> values.flag(slot, false);
      default -> {
        // null: as if it were not there.
      }
    }
  }
}
