// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.suite.PolicyTest;
import dev.netpol.check.suite.PolicyTests;
import dev.netpol.check.suite.ReadTests;
import dev.netpol.check.suite.TestResult;
import dev.netpol.check.suite.TestRunner;
import dev.netpol.check.suite.UnusableTestException;
import dev.netpol.model.Diagnostic;
import dev.netpol.policy.JsonText;
import dev.netpol.policy.Modes;
import dev.netpol.terminal.Arguments;
import dev.netpol.terminal.Command;
import dev.netpol.terminal.FindingLines;
import dev.netpol.terminal.Option;
import dev.netpol.terminal.Shell;
import dev.netpol.terminal.StandardOutput;
import dev.netpol.terminal.SummaryLines;
import dev.netpol.terminal.UnusableFiles;
import dev.netpol.terminal.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code test}: files that say what policies should allow and deny. */
final class TestCommand implements Command {
  private static final Option FILES =
      Option.words(
          "FILE...",
          "Run the tests in these files, and in the files of a folder that end with .test.yaml,"
              + " .test.yml or .test.json; - is stdin.");
  private static final Option FORMAT =
      Option.choice("--format", "Write the results like this.", "text", "json", "junit");

  @Override
  public String name() {
    return "test";
  }

  @Override
  public String job() {
    return "Run tests of policies: which connections they should allow and which deny.";
  }

  @Override
  public String synopsis() {
    return "FILE... [OPTION...]";
  }

  @Override
  public List<Section> sections() {
    return List.of(
        new Section("Input", List.of(FILES)),
        new Section("Judgement", List.of(ModeOption.MODE)),
        new Section("Output", List.of(FORMAT)));
  }

  @Override
  public List<String> exitCodes() {
    return List.of(
        "0  every test passed",
        "1  a test failed, also one about an end that is not there",
        "2  wrong usage, or a file that cannot be used");
  }

  @Override
  public int run(Arguments arguments, Shell shell) throws IOException {
    List<PolicyTest> tests = read(arguments, shell);
    TestRunner runner = new TestRunner();
    List<TestResult> results = new ArrayList<>();
    try {
      for (PolicyTest test : tests) {
        TestResult result = runner.run(test);
        KnownNamespaces.mustHold(
            result.simulation().policies().policies(), result.simulation().snapshot());
        results.add(result);
      }
    } catch (UnusableTestException e) {
      throw new UnusableFiles(e.diagnostics());
    }
    SummaryLines warnings = new SummaryLines();
    FindingLines.add(
        warnings,
        runner.diagnostics().stream()
            .filter(it -> it.severity() == Diagnostic.Severity.WARNING)
            .toList());
    warnings.print(shell.err());
    switch (arguments.value(FORMAT).orElseThrow()) {
      case "json" -> JsonText.write(TestJson.of(results), new StandardOutput(shell.out()));
      case "junit" -> StandardOutput.print(shell.out(), TestJunit.of(results));
      default -> StandardOutput.print(shell.out(), TestText.of(results));
    }
    return results.stream().allMatch(TestResult::passed) ? 0 : 1;
  }

  private static List<PolicyTest> read(Arguments arguments, Shell shell) throws IOException {
    List<String> names = arguments.values(FILES);
    if (names.isEmpty()) {
      throw new UsageException("usage", "name the tests to run: a file, or a folder of them");
    }
    Modes modes = ModeOption.of(arguments);
    ReadTests read;
    if (names.contains(Inputs.STDIN)) {
      if (names.size() > 1) {
        throw new UsageException("usage", "stdin goes with no other file");
      }
      read = PolicyTests.read(shell.in(), Inputs.STDIN_NAME, Path.of(""), modes);
    } else {
      read =
          PolicyTests.read(names.stream().map(it -> InputOptions.path(FILES, it)).toList(), modes);
    }
    if (read.hasErrors()) {
      throw new UnusableFiles(read.diagnostics());
    }
    return read.tests();
  }
}
