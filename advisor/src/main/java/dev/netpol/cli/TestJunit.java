// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.suite.TestCase;
import dev.netpol.check.suite.TestResult;
import dev.netpol.cli.JunitXml.Case;
import dev.netpol.cli.JunitXml.Suite;
import java.util.ArrayList;
import java.util.List;

/** The results of tests for CI servers: a suite for each test. */
final class TestJunit {
  private TestJunit() {}

  static String of(List<TestResult> results) {
    List<Suite> suites = new ArrayList<>();
    for (TestResult result : results) {
      suites.add(
          new Suite(
              result.test().title(), result.cases().stream().map(it -> of(it, result)).toList()));
    }
    return JunitXml.of("test", suites);
  }

  private static Case of(TestCase one, TestResult result) {
    if (one.passed()) {
      return Case.passed(name(one));
    }
    List<String> lines = new ArrayList<>();
    lines.add("expected " + TestText.expected(one) + ", got " + TestText.got(one));
    lines.addAll(TestText.why(one, result));
    return new Case(name(one), lines);
  }

  private static String name(TestCase one) {
    return one instanceof TestCase.OfClosedWorld
        ? one.title()
        : one.title() + " is " + TestText.expected(one);
  }
}
