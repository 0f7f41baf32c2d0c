// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

/**
 * Text from outside, made safe to show on a terminal. Everything from a trace, a snapshot, a file
 * name or an exception passes here: a process can name itself anything, and a terminal obeys what
 * it is sent.
 *
 * <p>What is not plainly visible becomes an escape (as {@code \x1b}): control characters,
 * bidirectional and other format characters, what has no glyph, and marks heaped on one letter. A
 * backslash is doubled, so that an escape is never mistaken for the text itself. What is very long
 * is cut.
 */
public final class Quoted {
  /** Longest text shown; about what fits on a terminal's line. */
  public static final int LIMIT = 120;

  private static final int SENTENCE = 400;

  /** Marks that real scripts stack on one letter; more is an attack on the line above. */
  private static final int MARKS = 3;

  private Quoted() {}

  /** In quotes. */
  public static String of(String text) {
    return '"' + plain(text, LIMIT) + '"';
  }

  /** Without quotes. */
  public static String plain(String text) {
    return plain(text, LIMIT);
  }

  /** A sentence of ours that may hold such text, escaped already or not: backslashes stay. */
  public static String sentence(String text) {
    return plain(text, SENTENCE).replace("\\\\", "\\");
  }

  /**
   * Without quotes.
   *
   * @param limit how many characters to show of a longer text
   */
  public static String plain(String text, int limit) {
    if (text.length() <= limit && isPlain(text)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    int marks = 0;
    int count = 0;
    for (int i = 0; i < text.length(); count++) {
      if (count == limit) {
        return shown.append("...").toString();
      }
      int c = text.codePointAt(i);
      marks = isMark(c) ? marks + 1 : 0;
      append(shown, c, marks > MARKS || !isVisible(c));
      i += Character.charCount(c);
    }
    return shown.toString();
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  private static void append(StringBuilder shown, int c, boolean hidden) {
    if (c == '\\') {
      shown.append("\\\\");
    } else if (c == '\n') {
      shown.append("\\n");
    } else if (c == '\r') {
      shown.append("\\r");
    } else if (c == '\t') {
      shown.append("\\t");
    } else if (!hidden) {
      shown.appendCodePoint(c);
    } else if (c < 0x100) {
      shown.append(c < 0x10 ? "\\x0" : "\\x").append(Integer.toHexString(c));
    } else {
      shown.append("\\u{").append(Integer.toHexString(c)).append('}');
    }
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      // U+00A0 and its like look as a space does and are none: "web\u00a0" is not "web".
      case Character.SPACE_SEPARATOR -> c == ' ';
      // Blank, though Unicode calls them letters: Hangul fillers, the empty Braille cell.
      default -> c != 0x115f && c != 0x1160 && c != 0x3164 && c != 0xffa0 && c != 0x2800;
    };
  }
}
