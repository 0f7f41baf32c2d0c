// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

/** Text from outside in Markdown, where it must stay text: no link, no mention, no table cell. */
final class MarkdownText {
  private MarkdownText() {}

  /**
   * As code, which nothing in it can end; fit for a cell of a table.
   *
   * @param shown one line, safe to show already
   */
  static String code(String shown) {
    return "`" + shown.replace("`", "\\x60").replace("|", "\\|") + "`";
  }
}
