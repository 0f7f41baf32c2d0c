// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.suite.TestCase;
import dev.netpol.check.suite.TestResult;
import dev.netpol.model.PortSet;
import dev.netpol.model.Position;
import dev.netpol.policy.Modes;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.Words;
import java.util.ArrayList;
import java.util.List;

/** The results of tests as a table, with an explanation below each failure. */
final class TestText {
  private static final String INDENT = "        ";

  /** Connections that a closed world does not list; more are counted. */
  private static final int UNLISTED = 20;

  private TestText() {}

  static String of(List<TestResult> results) {
    StringBuilder text = new StringBuilder();
    long passed = 0;
    long all = 0;
    for (TestResult result : results) {
      text.append(heading(result)).append('\n');
      row(text, "RESULT", "EXPECTED", "GOT", "CONNECTION");
      for (TestCase one : result.cases()) {
        all++;
        passed += one.passed() ? 1 : 0;
        add(text, one, result);
      }
      text.append('\n');
    }
    return text.append(counts(passed, all - passed)).append('\n').toString();
  }

  private static String heading(TestResult result) {
    Position at = result.test().at();
    String where = Position.of(at.input(), at.line()).toString();
    String name = result.test().name();
    Modes modes = result.test().modes();
    return (name.isEmpty()
            ? Quoted.plain(where, 400)
            : Quoted.plain(name, 400) + " (" + Quoted.plain(where, 400) + ")")
        + (modes.equals(Modes.DEFAULT) ? "" : "\nmodes: " + modes);
  }

  private static void row(
      StringBuilder text, String result, String expected, String got, String what) {
    pad(text, result, 8);
    pad(text, expected, 10);
    pad(text, got, 10);
    text.append(what).append('\n');
  }

  private static void pad(StringBuilder text, String cell, int width) {
    text.append(cell).append(" ".repeat(Math.max(1, width - cell.length())));
  }

  private static void add(StringBuilder text, TestCase one, TestResult result) {
    row(
        text,
        one.passed() ? "ok" : "FAILED",
        expected(one),
        got(one),
        Quoted.plain(one.title(), 400));
    if (!one.passed()) {
      for (String line : why(one, result)) {
        text.append(INDENT).append(line).append('\n');
      }
    }
  }

  static String expected(TestCase one) {
    if (one instanceof TestCase.OfConnection it) {
      return ExplanationText.word(it.expectation().wanted());
    }
    return one instanceof TestCase.OfEveryPort ? "allowed" : "denied";
  }

  static String got(TestCase one) {
    if (one instanceof TestCase.OfConnection it) {
      return ExplanationText.word(it.explanation().answer());
    }
    if (one instanceof TestCase.OfEveryPort it) {
      return it.passed() ? "allowed" : it.missing().equals(PortSet.ALL) ? "denied" : "mixed";
    }
    return one.passed()
        ? "denied"
        : ((TestCase.OfClosedWorld) one).trouble().isEmpty() ? "allowed" : "nothing";
  }

  /** Why it failed, safe to show. */
  static List<String> why(TestCase one, TestResult result) {
    List<String> lines = new ArrayList<>();
    lines.add("at " + Quoted.plain(one.at().toString(), 400));
    if (one instanceof TestCase.OfConnection it) {
      if (!it.expectation().because().isEmpty()) {
        lines.add("because " + Quoted.plain(it.expectation().because(), 400));
      }
      lines.addAll(ExplanationText.reasons(it.explanation(), result.simulation()));
      lines.addAll(ExplanationText.notes(it.explanation(), result.simulation()));
      return lines;
    }
    if (one instanceof TestCase.OfEveryPort it) {
      lines.add("not allowed: " + it.missing());
      return lines;
    }
    TestCase.OfClosedWorld world = (TestCase.OfClosedWorld) one;
    if (!world.trouble().isEmpty()) {
      lines.add(Quoted.sentence(world.trouble()));
    }
    world.unlisted().stream()
        .limit(UNLISTED)
        .forEach(it -> lines.add("also allowed: " + Quoted.plain(it.toString(), 400)));
    if (world.unlisted().size() > UNLISTED) {
      lines.add("... and " + Words.number(world.unlisted().size() - UNLISTED) + " more");
    }
    return lines;
  }

  private static String counts(long passed, long failed) {
    return Words.number(passed) + " passed, " + Words.number(failed) + " failed";
  }
}
