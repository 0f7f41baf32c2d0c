// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report.map;

import dev.netpol.terminal.Quoted;
import java.util.List;

/**
 * The text of a box and the room that it takes. Browsers have different fonts, so it is measured by
 * the widest that the style sheet names, at a fixed width for each character.
 */
final class BoxText {
  /** Of one character of the fonts in page.css, at their sizes there. */
  private static final double NAME = 7.3;

  private static final double SMALL = 6.7;
  private static final int SIDE = 10;
  private static final int LEAST = 96;
  private static final int MOST = 26;
  private static final int HEAD = 40;
  private static final int STEP = 15;

  private BoxText() {}

  static int width(Box box, List<String> entries) {
    double width = columns(name(box)) * NAME;
    width = Math.max(width, columns(note(box)) * SMALL);
    for (String entry : entries) {
      width = Math.max(width, columns(shown(entry)) * SMALL + 4);
    }
    return Math.max(LEAST, (int) Math.ceil(width) + 2 * SIDE);
  }

  static int height(int entries) {
    return HEAD + entries * STEP + (entries == 0 ? 0 : 4);
  }

  /** Where the middle of an entry is, from the top. */
  static int entry(int index) {
    return HEAD + index * STEP + STEP / 2;
  }

  /** Where lines of a tone begin, from the top. */
  static int exit(int index) {
    return HEAD / 2 + 6 * index;
  }

  static String name(Box box) {
    return shown(box.name());
  }

  static String note(Box box) {
    return shown(box.note());
  }

  /** Safe to show, and cut to what a box holds. */
  static String shown(String text) {
    return cut(Quoted.plain(text), MOST);
  }

  /** What fits a frame of this width. */
  static String frame(String text, int width) {
    return cut(Quoted.plain(text), (int) (width / NAME));
  }

  private static String cut(String text, int columns) {
    if (columns(text) <= columns) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    int used = 1;
    for (int c : text.codePoints().toArray()) {
      used += columns(c);
      if (used > columns) {
        break;
      }
      shown.appendCodePoint(c);
    }
    return shown.append('\u2026').toString();
  }

  private static int columns(String text) {
    return text.codePoints().map(BoxText::columns).sum();
  }

  /** What is not of a European script may be drawn twice as wide. */
  private static int columns(int c) {
    return c < 0x500 || c == 0x2026 ? 1 : 2;
  }
}
