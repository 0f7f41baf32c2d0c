// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Commands in a document. In a fenced {@code console} block, lines after {@code $ } are commands
 * (continued by lines after {@code > }) and the lines that follow are what they print, on stdout
 * and stderr; a line {@code ...} stands for any lines. A {@code sh} block is one step that must
 * succeed. A comment {@code <!-- not run: why -->} above a block leaves it out.
 *
 * @param line the number of the line that opens the block, counted from 1
 */
record ConsoleBlock(int line, boolean exact, List<Step> steps) {

  private static final String FENCE = "```";
  private static final String PROMPT = "$ ";
  private static final String MORE = "> ";

  /**
   * A command and what it should print.
   *
   * @param first the number of the first line of the output, counted from 1
   */
  record Step(int first, List<String> command, List<String> output) {
    boolean printed(List<String> actual) {
      return matches(output, actual);
    }

    private static boolean matches(List<String> expected, List<String> actual) {
      if (expected.isEmpty()) {
        return actual.isEmpty();
      }
      List<String> rest = expected.subList(1, expected.size());
      if (expected.get(0).strip().equals("...")) {
        for (int skipped = 0; skipped <= actual.size(); skipped++) {
          if (matches(rest, actual.subList(skipped, actual.size()))) {
            return true;
          }
        }
        return false;
      }
      return !actual.isEmpty()
          && actual.get(0).equals(expected.get(0))
          && matches(rest, actual.subList(1, actual.size()));
    }
  }

  /** What a step did. */
  record Outcome(List<String> lines, int code) {}

  static List<ConsoleBlock> parse(List<String> lines) {
    List<ConsoleBlock> blocks = new ArrayList<>();
    String above = "";
    for (int i = 0; i < lines.size(); i++) {
      String opening = lines.get(i);
      if (!opening.startsWith(FENCE)) {
        above = opening.isBlank() ? above : opening;
        continue;
      }
      int end = i + 1;
      while (end < lines.size() && !lines.get(end).equals(FENCE)) {
        end++;
      }
      if (!above.startsWith("<!-- not run:")) {
        if (opening.equals(FENCE + "console")) {
          blocks.add(new ConsoleBlock(i + 1, true, steps(lines, i + 1, end)));
        } else if (opening.equals(FENCE + "sh")) {
          Step all = new Step(end + 1, lines.subList(i + 1, end), List.of());
          blocks.add(new ConsoleBlock(i + 1, false, List.of(all)));
        }
      }
      above = "";
      i = end;
    }
    return blocks;
  }

  private static List<Step> steps(List<String> lines, int from, int to) {
    List<Step> steps = new ArrayList<>();
    int i = from;
    while (i < to) {
      if (!lines.get(i).startsWith(PROMPT)) {
        throw new IllegalArgumentException(
            "line " + (i + 1) + ": a console block begins with a command after \"$ \"");
      }
      List<String> command = new ArrayList<>(List.of(lines.get(i++).substring(PROMPT.length())));
      while (i < to && lines.get(i).startsWith(MORE)) {
        command.add(lines.get(i++).substring(MORE.length()));
      }
      int first = i;
      while (i < to && !lines.get(i).startsWith(PROMPT)) {
        i++;
      }
      steps.add(new Step(first + 1, command, lines.subList(first, i)));
    }
    return steps;
  }

  /** Runs the steps in one bash, so that {@code $?} and variables carry over. */
  List<Outcome> run(Path folder) {
    String mark = "-- " + UUID.randomUUID() + " ";
    StringBuilder script = new StringBuilder("exec 2>&1\n");
    for (Step step : steps) {
      script.append(String.join("\n", step.command()));
      script.append("\n__code=$?; printf '\\n%s\\n' \"").append(mark);
      script.append("$__code\"; (exit $__code)\n");
    }
    String text = Program.of("bash", "-c", script.toString()).in(folder).run().out();
    List<Outcome> outcomes = new ArrayList<>();
    String[] pieces = text.split("\n" + Pattern.quote(mark), -1);
    for (int i = 0; i + 1 < pieces.length; i++) {
      // Each piece but the first begins with the code of the step before it.
      String printed = i == 0 ? pieces[0] : afterFirstLine(pieces[i]);
      int code = Integer.parseInt(pieces[i + 1].lines().findFirst().orElseThrow());
      outcomes.add(new Outcome(printed.lines().toList(), code));
    }
    if (outcomes.size() != steps.size()) {
      throw new AssertionError("stopped after " + outcomes.size() + " commands: " + text);
    }
    return outcomes;
  }

  private static String afterFirstLine(String piece) {
    return piece.substring(piece.indexOf('\n') + 1);
  }
}
