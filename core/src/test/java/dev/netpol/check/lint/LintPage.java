// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A page of docs/lint: a head that the catalogue knows, a bad and a good example. */
record LintPage(Path file, String head, String bad, String printed, String good) {

  static final Path FOLDER = Path.of("..", "docs", "lint");

  private static final String FENCE = "```\n";

  static LintPage of(LintRule rule) {
    Path file = FOLDER.resolve(rule.id() + ".md");
    try {
      String text = Files.readString(file);
      int bad = text.indexOf("\n## Bad\n");
      int good = text.indexOf("\n## Good\n");
      if (bad < 0 || good < bad) {
        throw new AssertionError(file + " should have the parts Bad and Good, in that order");
      }
      return new LintPage(
          file,
          text.substring(0, bad),
          block(text.substring(bad, good), "yaml"),
          block(text.substring(bad, good), "text"),
          block(text.substring(good), "yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ids of the pages that there are. */
  static List<String> ids() throws IOException {
    List<String> ids = new ArrayList<>();
    try (var files = Files.list(FOLDER)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
          .map(name -> name.substring(0, name.length() - 3))
          .sorted()
          .forEach(ids::add);
    }
    return ids;
  }

  private static String block(String text, String language) {
    int from = text.indexOf("```" + language + "\n");
    if (from < 0) {
      throw new AssertionError("no " + language + " block in: " + text);
    }
    int start = from + language.length() + 4;
    return text.substring(start, text.indexOf(FENCE, start));
  }

  /** What stands above the examples. */
  static String head(LintRule rule) {
    return "# "
        + rule.id()
        + "\n\n"
        + sentence(rule.title())
        + "\n\n"
        + rule.why()
        + "\n\n- Severity: "
        + rule.severity().name().toLowerCase(Locale.ROOT)
        + "\n- Looks at: "
        + switch (rule.needs()) {
          case POLICIES -> "the policies alone";
          case SNAPSHOT -> "the policies and the snapshot ([cluster.yaml](cluster.yaml) here)";
          case TEXT -> "the text of the policies, as the API server reads it";
        }
        + "\n- To mend it: "
        + rule.mend()
        + "\n";
  }

  private static String sentence(String clause) {
    return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".";
  }

  /** Writes the head and what is printed into the page. */
  void update(String newHead, String newPrinted) {
    try {
      String text = Files.readString(file);
      String rest = text.substring(head.length()).replace(fenced(printed), fenced(newPrinted));
      Files.writeString(file, newHead + rest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String fenced(String text) {
    return "```text\n" + text + FENCE;
  }
}
