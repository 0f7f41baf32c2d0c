// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import org.jspecify.annotations.Nullable;

/**
 * Walks over the bytes of a JSON object and takes what a {@link JsonShape} wants, eight bytes at a
 * time where nothing is wanted. Says no to what is rare in a log (escapes in a wanted text,
 * anything beyond ASCII, wanted numbers with a fraction, a depth of more than {@value #DEEPEST})
 * and to all that is not well-formed: that is then for Jackson, which reads what this says yes to
 * alike (a law of the tests).
 */
final class JsonScan<K extends Enum<K>> {

  private static final int DEEPEST = 32;

  /** Less than what Jackson takes; it remembers names, and is slow where each is another one. */
  private static final int LONGEST_NAME = 500;

  /** Digits of any number, with a fraction or without. */
  private static final int LONGEST_NUMBER = 100;

  private static final int NO = JsonBytes.NO;

  private static final long TRUE = EightBytes.of("true");
  private static final long FALSE = EightBytes.of("false");
  private static final long NULL = EightBytes.of("null");

  private final JsonShape<K> shape;
  private final JsonValues<K> values;
  private final int deepest;
  private byte[] bytes = new byte[0];
  private int end;
  private int arrays;

  JsonScan(JsonShape<K> shape, JsonValues<K> values, ReadLimits limits) {
    this.shape = shape;
    this.values = values;
    this.deepest = Math.min(DEEPEST, limits.nesting());
  }

  /** Whether there is one object of the usual kind, and nothing else; the values are set then. */
  boolean read(byte[] record, int from, int to) {
    bytes = record;
    end = to;
    arrays = 0;
    if (record[from] != '{') {
      return false;
    }
    int behind = object(from, shape.root, 1);
    while (behind != NO && behind < to && JsonBytes.isBlank(record[behind])) {
      behind++;
    }
    return behind == to;
  }

  /** Index behind the object that begins here, or {@link #NO}; so are the others. */
  private int object(int from, JsonShape.@Nullable Step step, int depth) {
    int i = JsonBytes.blanks(bytes, from + 1);
    if (bytes[i] == '}') {
      return i + 1;
    }
    while (bytes[i] == '"' && i < end) {
      int quote = EightBytes.stringEnd(bytes, i + 1);
      if (bytes[quote] != '"' || quote - i > LONGEST_NAME) {
        return NO;
      }
      JsonShape.Step next = step == null ? null : step.next(bytes, i + 1, quote, shape.anyCase);
      i = JsonBytes.blanks(bytes, quote + 1);
      if (bytes[i] != ':') {
        return NO;
      }
      i = value(JsonBytes.blanks(bytes, i + 1), next, depth);
      if (i == NO) {
        return NO;
      }
      i = JsonBytes.blanks(bytes, i);
      if (bytes[i] != ',') {
        return bytes[i] == '}' ? i + 1 : NO;
      }
      i = JsonBytes.blanks(bytes, i + 1);
    }
    return NO;
  }

  private int value(int from, JsonShape.@Nullable Step step, int depth) {
    byte first = bytes[from];
    if (step != null && step.raw && first != 'n' && !(first == '{' && step.goesOn())) {
      int behind = value(from, null, depth);
      values.raw(step.slot, from, behind);
      return behind;
    }
    return switch (first) {
      case '{' -> depth < deepest ? object(from, step, depth + 1) : NO;
      case '[' -> depth < deepest ? array(from, step, depth + 1) : NO;
      case '"' -> step == null ? JsonBytes.text(bytes, from) : text(from, step);
      case 't' -> literal(from, step, TRUE, 4);
      case 'f' -> literal(from, step, FALSE, 5);
      case 'n' -> literal(from, null, NULL, 4);
      default -> number(from, step);
    };
  }

  private int array(int from, JsonShape.@Nullable Step step, int depth) {
    int i = JsonBytes.blanks(bytes, from + 1);
    if (bytes[i] == ']') {
      return i + 1;
    }
    arrays++;
    while (i < end) {
      i = value(i, step, depth);
      if (i == NO) {
        return NO;
      }
      i = JsonBytes.blanks(bytes, i);
      if (bytes[i] != ',') {
        arrays--;
        return bytes[i] == ']' ? i + 1 : NO;
      }
      i = JsonBytes.blanks(bytes, i + 1);
    }
    return NO;
  }

  /** Where the scalar goes, if anywhere: of an array the first one counts. */
  private int slot(JsonShape.@Nullable Step step) {
    return step == null || (arrays > 0 && step.slot >= 0 && !values.isAbsent(step.slot))
        ? JsonShape.NOTHING
        : step.slot;
  }

  private int text(int from, JsonShape.Step step) {
    int slot = slot(step);
    if (slot == JsonShape.NOTHING) {
      return JsonBytes.text(bytes, from);
    }
    int quote = EightBytes.stringEnd(bytes, from + 1);
    if (bytes[quote] != '"') {
      return NO;
    }
    values.text(slot, from + 1, quote);
    return quote + 1;
  }

  private int literal(int from, JsonShape.@Nullable Step step, long literal, int length) {
    if ((EightBytes.at(bytes, from) & EightBytes.mask(length)) != literal) {
      return NO;
    }
    int slot = slot(step);
    if (slot != JsonShape.NOTHING) {
      values.flag(slot, literal == TRUE);
    }
    return from + length;
  }

  private int number(int from, JsonShape.@Nullable Step step) {
    boolean negative = bytes[from] == '-';
    int start = negative ? from + 1 : from;
    int i = start;
    long number = 0;
    for (int digit; (digit = bytes[i] - '0') >= 0 && digit <= 9; i++) {
      number = 10 * number + digit;
    }
    int digits = i - start;
    if (digits == 0 || digits > LONGEST_NUMBER || (digits > 1 && bytes[start] == '0')) {
      return NO;
    }
    boolean whole = bytes[i] != '.' && (bytes[i] | 0x20) != 'e';
    int slot = slot(step);
    if (slot != JsonShape.NOTHING) {
      // Of 19 digits a few are too large, and are negative then.
      if (!whole || digits > 19 || number < 0) {
        return NO;
      }
      values.number(slot, negative ? -number : number);
    }
    return whole ? i : JsonBytes.fraction(bytes, i);
  }
}
