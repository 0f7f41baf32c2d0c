// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.terminal.Words;
import java.util.List;

/**
 * A part of a comment that can be made to fit.
 *
 * @param before what stands over the entries; short whatever the input
 * @param entries in the order of their weight
 * @param after what stands below
 * @param unit what one entry is, for example {@code flow}
 */
record MarkdownSection(
    String before, List<Entry> entries, String after, String unit, String units) {

  /**
   * One entry.
   *
   * @param full all of it
   * @param brief the same without detail, not longer
   */
  record Entry(String full, String brief) {
    static Entry of(String text) {
      return new Entry(text, text);
    }
  }

  /** Room for the line that says what was left out. */
  private static final int NOTICE = 160;

  /** A list that opens when somebody wants it. Nothing at all where it is empty. */
  static MarkdownSection folded(
      String title, String head, List<Entry> entries, String unit, String units) {
    return folded(title, head, entries, Words.count(entries.size(), unit, units), unit, units);
  }

  /** The same, where an entry is not one of those that the title counts. */
  static MarkdownSection folded(
      String title, String head, List<Entry> entries, String count, String unit, String units) {
    if (entries.isEmpty()) {
      return new MarkdownSection("", entries, "", unit, units);
    }
    return new MarkdownSection(
        "\n<details><summary>" + title + ": " + count + "</summary>\n\n" + head,
        entries,
        "\n</details>\n",
        unit,
        units);
  }

  /** A line of a table. */
  static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  /** Characters that it cannot do without. */
  int least() {
    return before.length() + after.length() + (entries.isEmpty() ? 0 : NOTICE);
  }

  /** Characters that all entries would like to have. */
  int wanted() {
    return entries.stream().mapToInt(entry -> entry.full().length()).sum();
  }

  /**
   * The section with as many entries as there is room for, and of these as many in full.
   *
   * @param room for the entries, in characters
   */
  String fit(int room) {
    int shown = 0;
    int left = room;
    while (shown < entries.size() && entries.get(shown).brief().length() <= left) {
      left -= entries.get(shown).brief().length();
      shown++;
    }
    StringBuilder text = new StringBuilder(before);
    int shortened = 0;
    for (Entry entry : entries.subList(0, shown)) {
      int more = entry.full().length() - entry.brief().length();
      boolean full = more <= left;
      text.append(full ? entry.full() : entry.brief());
      left -= full ? more : 0;
      shortened += full ? 0 : 1;
    }
    return text.append(notice(entries.size() - shown, shortened)).append(after).toString();
  }

  private String notice(int missing, int shortened) {
    if (missing == 0 && shortened == 0) {
      return "";
    }
    String more = missing == 0 ? "" : Words.count(missing, unit, units) + " more left out";
    String less = shortened == 0 ? "" : Words.count(shortened, unit, units) + " without detail";
    String both = more.isEmpty() || less.isEmpty() ? more + less : more + ", " + less;
    return "\n*" + both + ", to fit a comment.*\n";
  }
}
