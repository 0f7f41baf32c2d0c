// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of a JSON object that a {@link JsonShape} asks for. What is not wanted is passed over,
 * and a text becomes a string only when it is asked for.
 */
@SuppressWarnings("EnumOrdinal") // arrays by field, format or key: looked up for every record
final class JsonValues<K extends Enum<K>> {

  private final JsonTokens<K> tokens;
  private final @Nullable JsonScan<K> scan;
  private final Kind[] kinds;
  private final @Nullable String[] texts;

  /** Numbers; of a range, where it begins in the upper half and where it ends in the lower one. */
  private final long[] numbers;

  /** Of the object that was read last. */
  private byte[] bytes = new byte[0];

  private enum Kind {
    ABSENT,
    TEXT,
    /** A text in ASCII that stands in a range of the bytes; no string has been made of it. */
    RANGE,
    NUMBER,
    TRUE,
    FALSE,
    /** A range of the bytes as it stands there. */
    RAW
  }

  JsonValues(JsonShape<K> shape, ReadLimits limits) {
    this(shape, limits, true);
  }

  /** With the scanner, or with Jackson only. */
  JsonValues(JsonShape<K> shape, ReadLimits limits, boolean scanning) {
    this.tokens = new JsonTokens<>(shape, this, limits);
    this.scan = scanning ? new JsonScan<>(shape, this, limits) : null;
    this.kinds = new Kind[shape.size];
    this.texts = new String[shape.size];
    this.numbers = new long[shape.size];
  }

  /**
   * Reads one object. Behind it are at least {@link EightBytes#PADDING} bytes, and it has to stay
   * there until the next one is read.
   *
   * @throws IOException if there is something else, or more
   */
  void read(byte[] record, int from, int to) throws IOException {
    bytes = record;
    Arrays.fill(kinds, Kind.ABSENT);
    if (scan == null || !scan.read(record, from, to)) {
      Arrays.fill(kinds, Kind.ABSENT);
      tokens.read(record, from, to);
    }
  }

  boolean isAbsent(int slot) {
    return kinds[slot] == Kind.ABSENT;
  }

  void text(int slot, String text) {
    kinds[slot] = Kind.TEXT;
    texts[slot] = text;
  }

  /** A text in ASCII without escapes. */
  void text(int slot, int from, int to) {
    kinds[slot] = Kind.RANGE;
    range(slot, from, to);
  }

  void number(int slot, long number) {
    kinds[slot] = Kind.NUMBER;
    numbers[slot] = number;
  }

  void flag(int slot, boolean flag) {
    kinds[slot] = flag ? Kind.TRUE : Kind.FALSE;
  }

  void raw(int slot, int from, int to) {
    kinds[slot] = Kind.RAW;
    range(slot, from, to);
  }

  private void range(int slot, int from, int to) {
    numbers[slot] = (long) from << 32 | to;
  }

  private int from(int slot) {
    return (int) (numbers[slot] >>> 32);
  }

  private int to(int slot) {
    return (int) numbers[slot];
  }

  boolean has(K name) {
    return kinds[name.ordinal()] != Kind.ABSENT;
  }

  /** The scalar as text, empty when there is none. */
  String text(K name) {
    int slot = name.ordinal();
    return switch (kinds[slot]) {
      case TEXT -> String.valueOf(texts[slot]);
      case RANGE -> {
        int from = from(slot);
        String text = new String(bytes, from, to(slot) - from, StandardCharsets.ISO_8859_1);
        text(slot, text);
        yield text;
      }
      case NUMBER -> Long.toString(numbers[slot]);
      case TRUE -> "true";
      case FALSE -> "false";
      case ABSENT, RAW -> "";
    };
  }

  /** The whole number, also where it is written as text. */
  long number(K name, long otherwise) {
    return switch (kinds[name.ordinal()]) {
      case NUMBER -> numbers[name.ordinal()];
      case TEXT, RANGE -> Json.number(text(name)).orElse(otherwise);
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

  /** What stands at this name as it is written, empty where there is nothing. */
  String written(K name) {
    int slot = name.ordinal();
    return kinds[slot] == Kind.RAW
        ? new String(bytes, from(slot), to(slot) - from(slot), StandardCharsets.UTF_8)
        : "";
  }

  /**
   * The labels that stand at this name; nothing where there are none.
   *
   * @throws IOException if what stands there is not JSON
   */
  byte[] labels(K name, LabelTexts texts) throws IOException {
    int slot = name.ordinal();
    return kinds[slot] == Kind.RAW ? texts.labels(bytes, from(slot), to(slot)) : NO_LABELS;
  }

  private static final byte[] NO_LABELS = new byte[0];
}
