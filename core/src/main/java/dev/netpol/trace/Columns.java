// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.Arrays;

/** The words of a line, with where they stand: what is between two of them can be had as it was. */
final class Columns {

  private final String line;
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private int size;

  private Columns(String line) {
    this.line = line;
  }

  /** Words parted by blanks and tabs. */
  static Columns of(String line) {
    Columns columns = new Columns(line);
    int i = 0;
    while (i < line.length()) {
      int start = i;
      while (i < line.length() && !blank(line.charAt(i))) {
        i++;
      }
      if (i > start) {
        columns.add(start, i);
      }
      i++;
    }
    return columns;
  }

  /** Words parted by commas, empty ones too. */
  static Columns ofCsv(String line) {
    Columns columns = new Columns(line);
    int start = 0;
    for (int i = 0; i <= line.length(); i++) {
      if (i == line.length() || line.charAt(i) == ',') {
        columns.add(start, i);
        start = i + 1;
      }
    }
    return columns;
  }

  private static boolean blank(char c) {
    return c == ' ' || c == '\t';
  }

  private void add(int start, int end) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
    }
    starts[size] = start;
    ends[size++] = end;
  }

  int size() {
    return size;
  }

  /** The word there, empty where there is none. */
  String at(int index) {
    return index < 0 || index >= size ? "" : line.substring(starts[index], ends[index]);
  }

  /** From the word at {@code from} to the one before {@code to}, with what is between them. */
  String between(int from, int to) {
    return from < to ? line.substring(starts[from], ends[to - 1]) : "";
  }
}
