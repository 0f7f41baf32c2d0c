// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.Question;
import dev.netpol.check.suite.TestCase;
import dev.netpol.check.suite.TestResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The results of tests for other programs; docs/test-format.md says what the fields mean. */
final class TestJson {
  private TestJson() {}

  static Map<String, Object> of(List<TestResult> results) {
    List<Object> tests = new ArrayList<>();
    long passed = 0;
    long all = 0;
    for (TestResult result : results) {
      tests.add(of(result));
      passed += result.cases().stream().filter(TestCase::passed).count();
      all += result.cases().size();
    }
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("passed", passed);
    root.put("failed", all - passed);
    root.put("tests", tests);
    return root;
  }

  private static Map<String, Object> of(TestResult result) {
    Map<String, Object> test = new LinkedHashMap<>();
    test.put("name", result.test().name());
    test.put("file", result.test().at().input());
    test.put("line", result.test().at().line());
    test.put("modes", result.test().modes().toString());
    test.put("cases", result.cases().stream().map(it -> of(it, result)).toList());
    return test;
  }

  private static Map<String, Object> of(TestCase one, TestResult result) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("passed", one.passed());
    map.put("line", one.at().line());
    if (one instanceof TestCase.OfClosedWorld world) {
      map.put("exactly", one.title());
      map.put("trouble", world.trouble());
      map.put("unlisted", world.unlisted());
      return map;
    }
    String because = "";
    if (one instanceof TestCase.OfConnection it) {
      Question question = it.expectation().question();
      map.put("from", question.from());
      map.put("to", question.to());
      map.put("port", question.port());
      because = it.expectation().because();
    } else if (one instanceof TestCase.OfEveryPort it) {
      map.put("from", it.connection().from());
      map.put("to", it.connection().to());
      map.put("port", "*");
    }
    map.put("expected", TestText.expected(one));
    map.put("answer", TestText.got(one));
    map.put("because", because);
    if (!one.passed()) {
      map.put("why", TestText.why(one, result));
    }
    return map;
  }
}
