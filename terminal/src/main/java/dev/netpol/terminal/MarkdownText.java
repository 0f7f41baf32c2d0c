// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

/** Text from outside in Markdown, where it must stay text: no link, no mention, no table cell. */
public final class MarkdownText {
  private MarkdownText() {}

  /**
   * As code, which nothing in it can end; fit for a cell of a table.
   *
   * @param shown one line, safe to show already
   */
  public static String code(String shown) {
    return "`" + shown.replace("`", "\\x60").replace("|", "\\|") + "`";
  }

  /**
   * As HTML, for the places of a comment where Markdown is not read.
   *
   * @param shown one line, safe to show already
   */
  public static String html(String shown) {
    return shown
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("@", "&#64;");
  }

  /** Lines as they are, between fences that nothing in them can close. */
  public static String fenced(String language, String lines) {
    int longest = 2;
    int run = 0;
    for (int i = 0; i < lines.length(); i++) {
      run = lines.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = "`".repeat(longest + 1);
    return fence + language + "\n" + lines + (lines.endsWith("\n") ? "" : "\n") + fence + "\n";
  }
}
