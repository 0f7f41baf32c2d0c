// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.suite;

import dev.netpol.files.FilesBelow;
import dev.netpol.model.Diagnostic;
import dev.netpol.model.Position;
import dev.netpol.policy.Modes;
import dev.netpol.policy.Problems;
import dev.netpol.policy.StrictYaml;
import dev.netpol.policy.YamlLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Tests of policies as files, YAML or JSON; several documents are several tests. {@code
 * docs/test-format.md} is the format. Every problem is collected with its place; a key that nobody
 * reads is one, since a test that was not run looks like one that passed.
 */
public final class PolicyTests {

  /** What files have to end with to be found in a folder. */
  public static final List<String> SUFFIXES = List.of(".test.yaml", ".test.yml", ".test.json");

  private PolicyTests() {}

  /**
   * Reads files and, for a folder, what is below it and ends with one of {@link #SUFFIXES}, sorted
   * by path.
   *
   * @param modes what holds where a test does not say
   * @throws IOException if a file or a folder cannot be read; what it says is never an exception
   */
  public static ReadTests read(Collection<Path> paths, Modes modes) throws IOException {
    List<PolicyTest> tests = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (Path path : paths) {
      List<Path> files = FilesBelow.of(path, SUFFIXES);
      if (files.isEmpty()) {
        diagnostics.add(
            Diagnostic.error(
                "no-tests",
                Position.of(path.toString()),
                "there is no test in it",
                "tests in a folder end with " + String.join(" or ", SUFFIXES)));
      }
      for (Path file : files) {
        ReadTests read = read(file, modes);
        tests.addAll(read.tests());
        diagnostics.addAll(read.diagnostics());
      }
    }
    return new ReadTests(tests, diagnostics.stream().sorted().toList());
  }

  /**
   * Reads one file; what it names is relative to it.
   *
   * @param modes what holds where a test does not say
   * @throws IOException if it cannot be read
   */
  public static ReadTests read(Path file, Modes modes) throws IOException {
    Path folder = Objects.requireNonNullElse(file.getParent(), Path.of(""));
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString(), folder, modes);
    }
  }

  /**
   * Reads a stream to its end, and does not close it.
   *
   * @param name stands in positions
   * @param folder what the names of files in it are relative to
   * @param modes what holds where a test does not say
   */
  public static ReadTests read(InputStream in, String name, Path folder, Modes modes)
      throws IOException {
    Problems problems = new Problems();
    TestReader reader = new TestReader(problems, folder, modes);
    StrictYaml.read(in, name, YamlLimits.DEFAULT, problems, reader::add);
    if (problems.errors() == 0 && reader.tests().isEmpty()) {
      problems.error("no-tests", Position.of(name), "there is no test in it", "");
    }
    return new ReadTests(reader.tests(), problems.sorted());
  }
}
