// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.terminal.Quoted;
import java.util.List;
import java.util.Objects;

/** JUnit's XML, as CI servers read it: suites of cases, some of which fail. */
final class JunitXml {
  private final StringBuilder xml = new StringBuilder();

  private JunitXml() {}

  /** Cases under a name. */
  record Suite(String name, List<Case> cases) {
    Suite {
      Objects.requireNonNull(name, "name");
      cases = List.copyOf(cases);
    }

    private long failures() {
      return cases.stream().filter(Case::isFailed).count();
    }
  }

  /**
   * One thing that was tested.
   *
   * @param lines why it failed, the first in short; none if it passed
   */
  record Case(String name, List<String> lines) {
    Case {
      Objects.requireNonNull(name, "name");
      lines = List.copyOf(lines);
    }

    static Case passed(String name) {
      return new Case(name, List.of());
    }

    private boolean isFailed() {
      return !lines.isEmpty();
    }
  }

  /** A document. What is not plain text in it is escaped, first for people and then for XML. */
  static String of(String name, List<Suite> suites) {
    JunitXml xml = new JunitXml();
    long tests = suites.stream().mapToLong(suite -> suite.cases().size()).sum();
    long failures = suites.stream().mapToLong(Suite::failures).sum();
    xml.line(0, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    xml.line(0, "<testsuites" + counts(name, tests, failures) + ">");
    suites.forEach(suite -> xml.suite(name, suite));
    xml.line(0, "</testsuites>");
    return xml.xml.toString();
  }

  private void suite(String program, Suite suite) {
    line(1, "<testsuite" + counts(suite.name(), suite.cases().size(), suite.failures()) + ">");
    for (Case one : suite.cases()) {
      String start =
          "<testcase"
              + attribute("classname", program + "." + suite.name())
              + attribute("name", one.name());
      if (!one.isFailed()) {
        line(2, start + "/>");
        continue;
      }
      line(2, start + ">");
      line(
          3,
          "<failure" + attribute("message", one.lines().get(0)) + ">" + text(one) + "</failure>");
      line(2, "</testcase>");
    }
    line(1, "</testsuite>");
  }

  private static String counts(String name, long tests, long failures) {
    return attribute("name", name)
        + attribute("tests", Long.toString(tests))
        + attribute("failures", Long.toString(failures))
        + attribute("errors", "0");
  }

  private static String text(Case one) {
    return String.join("\n", one.lines().stream().map(JunitXml::escaped).toList());
  }

  private static String attribute(String name, String value) {
    return " " + name + "=\"" + escaped(value) + '"';
  }

  private static String escaped(String text) {
    return Quoted.sentence(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private void line(int depth, String line) {
    xml.append("  ".repeat(depth)).append(line).append('\n');
  }
}
