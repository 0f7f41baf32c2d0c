// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Position;
import dev.netpol.policy.Problems.Refused;
import java.util.Locale;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads YAML document by document, and goes on after one that is broken. */
final class YamlStream {

  /** More broken documents than anyone mends at once; each costs another look at the rest. */
  private static final int MOST_BROKEN = 100;

  private YamlStream() {}

  /** As kubectl, which reads document by document: one that is broken does not hide the next. */
  static void read(
      String text, String input, YamlLimits limits, Problems problems, Consumer<Tree> documents) {
    if (hasForbidden(text, input, problems)) {
      return;
    }
    String rest = text;
    long line = 0;
    for (int broken = 0; broken < MOST_BROKEN; broken++) {
      long from;
      try {
        new YamlTrees(rest, line, input, limits, problems).documents(documents);
        return;
      } catch (Refused refused) {
        problems.add(refused.diagnostic());
        from = Math.max(line + 1, refused.diagnostic().at().line() - 1);
      }
      int next = nextDocument(rest, (int) (from - line));
      if (next < 0) {
        return;
      }
      line += rest.substring(0, next).lines().count();
      rest = rest.substring(next);
    }
    problems.error(
        "limit",
        Position.of(input, line + 1),
        "more than " + MOST_BROKEN + " documents cannot be read; the rest was not tried",
        "");
  }

  /** The engine reads ahead, so it cannot say where such a character stands. */
  private static boolean hasForbidden(String text, String input, Problems problems) {
    long line = 1;
    int column = 1;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      if (!StreamReader.isPrintable(point)) {
        problems.error(
            "yaml-syntax",
            new Position(input, line, column),
            String.format(Locale.ROOT, "not YAML: it holds the character U+%04X", point),
            "write it as an escape in double quotes");
        return true;
      }
      column = point == '\n' ? 1 : column + 1;
      line += point == '\n' ? 1 : 0;
      i += Character.charCount(point);
    }
    return false;
  }

  /** Where the first line at or after {@code line} starts that begins a document, or -1. */
  private static int nextDocument(String text, int line) {
    int start = 0;
    for (int i = 0; i < line; i++) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        return -1;
      }
      start = end + 1;
    }
    if (text.startsWith("---", start)) {
      return start;
    }
    int next = text.indexOf("\n---", Math.max(0, start - 1));
    return next < 0 ? -1 : next + 1;
  }
}
