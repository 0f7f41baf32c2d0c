// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.Explanation;
import dev.netpol.check.Simulation;
import dev.netpol.terminal.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An answer and its reasons, safe to show. */
final class ExplanationText {
  /** Room for a rule, its file and what it lacks. */
  private static final int LINE = 1_000;

  private ExplanationText() {}

  /** The answer, its reasons, what else to know, and the assumptions. */
  static List<String> of(Explanation explanation, Simulation simulation) {
    List<String> lines = new ArrayList<>();
    lines.add(
        word(explanation.answer()) + " " + Quoted.plain(explanation.question().toString(), LINE));
    reasons(explanation, simulation).forEach(line -> lines.add("  " + line));
    lines.addAll(notes(explanation, simulation));
    lines.add("modes: " + simulation.policies().modes());
    return lines;
  }

  /** What an answer is called. */
  static String word(Explanation.Answer answer) {
    return answer.name().toLowerCase(Locale.ROOT);
  }

  static List<String> reasons(Explanation explanation, Simulation simulation) {
    return simulation.reasons(explanation).stream().map(it -> Quoted.plain(it, LINE)).toList();
  }

  static List<String> notes(Explanation explanation, Simulation simulation) {
    return simulation.notes(explanation).stream()
        .map(it -> "note: " + Quoted.plain(it, LINE))
        .toList();
  }
}
