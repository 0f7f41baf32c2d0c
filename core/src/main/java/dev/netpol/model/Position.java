// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import java.util.Objects;

/**
 * Where something stands in an input.
 *
 * @param input the name the user gave: a path, or {@code <stdin>}
 * @param line from 1; 0 when the input as a whole is meant
 * @param column from 1; 0 when the line as a whole is meant
 */
public record Position(String input, long line, int column) implements Comparable<Position> {
  public Position {
    Objects.requireNonNull(input, "input");
  }

  public static Position of(String input) {
    return new Position(input, 0, 0);
  }

  public static Position of(String input, long line) {
    return new Position(input, line, 0);
  }

  @Override
  public int compareTo(Position other) {
    int order = input.compareTo(other.input);
    if (order == 0) {
      order = Long.compare(line, other.line);
    }
    return order != 0 ? order : Integer.compare(column, other.column);
  }

  /** {@code file}, {@code file:line} or {@code file:line:column}. */
  @Override
  public String toString() {
    return input + (line == 0 ? "" : ":" + line) + (column == 0 ? "" : ":" + column);
  }
}
