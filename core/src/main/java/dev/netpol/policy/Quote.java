// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

/** Text from an input, made fit for a message: in quotes, escaped, cut short. */
public final class Quote {

  private static final int LONGEST = 64;

  private Quote() {}

  /** In quotes. */
  public static String of(String text) {
    boolean cut = text.codePointCount(0, text.length()) > LONGEST;
    String shown = cut ? text.substring(0, text.offsetByCodePoints(0, LONGEST)) : text;
    return '"' + escape(shown) + (cut ? "...\"" : "\"");
  }

  /** Printable text as it is, everything else (controls, line ends, bidi marks) as an escape. */
  public static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(point -> append(out, point));
    return out.toString();
  }

  private static void append(StringBuilder out, int point) {
    switch (point) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\\' -> out.append("\\\\");
      default -> {
        if (printable(point)) {
          out.appendCodePoint(point);
        } else {
          out.append(
              String.format(java.util.Locale.ROOT, point > 0xffff ? "\\U%08x" : "\\u%04x", point));
        }
      }
    }
  }

  /**
   * Whether it shows as itself everywhere: no control, format, bidi, private or lone surrogate. The
   * ranges are written out because those of the JDK grow from release to release.
   */
  private static boolean printable(int point) {
    return !(point < 0x20
        || within(point, 0x7f, 0x9f)
        || point == 0xad
        || point == 0x61c
        || point == 0x180e
        || within(point, 0x200b, 0x200f)
        || within(point, 0x2028, 0x202e)
        || within(point, 0x2060, 0x206f)
        || within(point, 0xd800, 0xf8ff)
        || point == 0xfeff
        || within(point, 0xfff0, 0xffff)
        || (point & 0xfffe) == 0xfffe
        || point >= 0xe0000);
  }

  private static boolean within(int point, int first, int last) {
    return first <= point && point <= last;
  }
}
