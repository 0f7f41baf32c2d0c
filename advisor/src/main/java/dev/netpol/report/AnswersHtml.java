// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.report.Sheet.Section;
import dev.netpol.report.map.Atlas;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Answers as a page, as {@link Sheet} says. */
public final class AnswersHtml {
  private AnswersHtml() {}

  /**
   * What the template needs.
   *
   * @param atlas of the map
   */
  public record View(Answers answers, Atlas atlas) {
    public Sheet sheet() {
      return new Sheet(
          answers.title(),
          answers.heading(),
          answers.intro(),
          List.of(
              new Section("map", "Map"),
              new Section("answers", "In detail"),
              new Section("made", "How this was made")));
    }
  }

  /** The page. */
  public static String of(Answers answers) {
    View view = new View(answers, Atlas.of(answers.map()));
    return new String(Sheet.render("answers.jte", view), StandardCharsets.UTF_8);
  }
}
