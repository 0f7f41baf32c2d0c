// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of a JSON object that a {@link JsonShape} asks for, read without making a tree of it:
 * what is not wanted is passed over, and few objects are made.
 */
@SuppressWarnings("EnumOrdinal") // arrays by field, format or key: looked up for every record
final class JsonValues<K extends Enum<K>> {

  private final JsonFactory factory;
  private final JsonShape<K> shape;
  private final @Nullable String[] texts;
  private final long[] numbers;
  private final Kind[] kinds;
  private int arrays;

  private enum Kind {
    ABSENT,
    TEXT,
    NUMBER,
    TRUE,
    FALSE,
    /** Where it begins is in the upper half of the number, where it ends in the lower one. */
    RAW
  }

  JsonValues(JsonShape<K> shape, ReadLimits limits) {
    this.factory = Json.factory(limits);
    this.shape = shape;
    this.texts = new String[shape.size];
    this.numbers = new long[shape.size];
    this.kinds = new Kind[shape.size];
  }

  /**
   * Reads one object.
   *
   * @throws IOException if there is something else, or more
   */
  void read(byte[] bytes, int from, int to) throws IOException {
    Arrays.fill(kinds, Kind.ABSENT);
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
    } else if (step.slot != JsonShape.NOTHING && (arrays == 0 || kinds[step.slot] == Kind.ABSENT)) {
      scalar(parser, token, step.slot);
    }
  }

  private void raw(JsonParser parser, JsonToken token, int slot) throws IOException {
    long from = parser.currentTokenLocation().getByteOffset();
    if (token.isStructStart()) {
      parser.skipChildren();
    } else {
      parser.finishToken();
    }
    kinds[slot] = Kind.RAW;
    numbers[slot] = from << 32 | parser.currentLocation().getByteOffset();
  }

  private void scalar(JsonParser parser, JsonToken token, int slot) throws IOException {
    switch (token) {
      case VALUE_STRING -> text(slot, parser.getText());
      case VALUE_NUMBER_INT -> {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
          text(slot, parser.getText());
        } else {
          kinds[slot] = Kind.NUMBER;
          numbers[slot] = parser.getLongValue();
        }
      }
      case VALUE_NUMBER_FLOAT -> text(slot, parser.getText());
      case VALUE_TRUE -> kinds[slot] = Kind.TRUE;
      case VALUE_FALSE -> kinds[slot] = Kind.FALSE;
      default -> {
        // null: as if it were not there.
      }
    }
  }

  private void text(int slot, String text) {
    kinds[slot] = Kind.TEXT;
    texts[slot] = text;
  }

  boolean has(K name) {
    return kinds[name.ordinal()] != Kind.ABSENT;
  }

  /** The scalar as text, empty when there is none. */
  String text(K name) {
    int slot = name.ordinal();
    return switch (kinds[slot]) {
      case TEXT -> String.valueOf(texts[slot]);
      case NUMBER -> Long.toString(numbers[slot]);
      case TRUE -> "true";
      case FALSE -> "false";
      case ABSENT, RAW -> "";
    };
  }

  /** The whole number, also where it is written as text. */
  long number(K name, long otherwise) {
    int slot = name.ordinal();
    return switch (kinds[slot]) {
      case NUMBER -> numbers[slot];
      case TEXT -> Json.number(String.valueOf(texts[slot])).orElse(otherwise);
      default -> otherwise;
    };
  }

  /** Whether it is true. */
  boolean isTrue(K name) {
    return kinds[name.ordinal()] == Kind.TRUE;
  }

  /** Whether it is there, and false. */
  boolean isFalse(K name) {
    return kinds[name.ordinal()] == Kind.FALSE;
  }

  /** Whether there is something as it stands in the text. */
  boolean isRaw(K name) {
    return kinds[name.ordinal()] == Kind.RAW;
  }

  /** Where it begins, counted from where the object does. */
  int rawFrom(K name) {
    return (int) (numbers[name.ordinal()] >>> 32);
  }

  /** Where it ends. */
  int rawTo(K name) {
    return (int) numbers[name.ordinal()];
  }
}
