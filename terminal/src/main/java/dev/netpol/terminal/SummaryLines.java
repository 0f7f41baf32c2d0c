// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Lines with a label in front, each with a few details below. What is empty is left out. */
public final class SummaryLines {
  /** Details shown below a line; the line itself has their number. */
  public static final int DETAILS = 5;

  private static final int LABEL = 13;

  private final List<String> lines = new ArrayList<>();

  public SummaryLines line(String label, String text) {
    if (!text.isEmpty()) {
      lines.add(label + " ".repeat(Math.max(1, LABEL - label.length())) + text);
    }
    return this;
  }

  /** A line and the first of its details, if it has any. */
  public SummaryLines line(String label, String text, Collection<String> details) {
    if (details.isEmpty()) {
      return this;
    }
    return line(label, text).details(details);
  }

  /** A line and all of its details, which are of a few kinds: none where there are none. */
  public SummaryLines full(String label, String text, Collection<String> details) {
    if (!details.isEmpty()) {
      line(label, text);
      details.forEach(detail -> lines.add("  " + Quoted.sentence(detail)));
    }
    return this;
  }

  /** The first few of them. */
  public SummaryLines details(Collection<String> details) {
    int shown = details.size() == DETAILS + 1 ? details.size() : DETAILS;
    details.stream().limit(shown).forEach(detail -> lines.add("  " + Quoted.sentence(detail)));
    if (details.size() > shown) {
      lines.add("  ... and " + Words.number(details.size() - shown) + " more");
    }
    return this;
  }

  /** A line without a label, safe to show already. */
  public SummaryLines raw(String line) {
    lines.add(line);
    return this;
  }

  public void print(PrintStream err) {
    lines.forEach(err::println);
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
