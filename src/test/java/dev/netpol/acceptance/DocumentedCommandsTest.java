// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.netpol.acceptance.ConsoleBlock.Outcome;
import dev.netpol.acceptance.ConsoleBlock.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every command in the documents and compares what it prints. To accept what they print now:
 * {@code mvn -pl src/test verify -Dgolden.update=true}, then read the difference.
 */
class DocumentedCommandsTest {

  @TestFactory
  Stream<DynamicNode> documents() {
    return Repository.files().stream()
        .filter(DocumentedCommandsTest::isDocument)
        .map(DocumentedCommandsTest::tests);
  }

  private static boolean isDocument(Path file) {
    Path path = Repository.ROOT.relativize(file);
    return path.toString().endsWith(".md")
        && (path.getNameCount() == 1 || path.startsWith("docs") || path.startsWith("samples"));
  }

  private static DynamicNode tests(Path document) {
    String name = Repository.ROOT.relativize(document).toString();
    Path folder = workingFolder(name);
    List<String> lines = lines(document);
    List<ConsoleBlock> blocks = ConsoleBlock.parse(lines);
    if (Repository.GOLDEN_UPDATE) {
      return dynamicTest(name, () -> update(document, lines, blocks, folder));
    }
    return dynamicContainer(
        name,
        blocks.stream()
            .map(block -> dynamicTest("line " + block.line(), () -> check(name, block, folder))));
  }

  private static void check(String name, ConsoleBlock block, Path folder) {
    List<Outcome> outcomes = block.run(folder);
    for (int i = 0; i < outcomes.size(); i++) {
      Step step = block.steps().get(i);
      Outcome outcome = outcomes.get(i);
      String what = name + ":" + step.first() + ": " + String.join("\n", step.command());
      if (!block.exact()) {
        assertThat(outcome.code()).as("%s%n%s", what, outcome.lines()).isZero();
      } else if (!step.printed(outcome.lines())) {
        assertThat(String.join("\n", outcome.lines()))
            .as(what)
            .isEqualTo(String.join("\n", step.output()));
      }
    }
  }

  private static void update(
      Path document, List<String> lines, List<ConsoleBlock> blocks, Path folder)
      throws IOException {
    List<String> updated = new ArrayList<>();
    int copied = 0;
    for (ConsoleBlock block : blocks) {
      List<Outcome> outcomes = block.run(folder);
      for (int i = 0; block.exact() && i < outcomes.size(); i++) {
        Step step = block.steps().get(i);
        List<String> actual = outcomes.get(i).lines();
        updated.addAll(lines.subList(copied, step.first() - 1));
        updated.addAll(step.printed(actual) ? step.output() : actual);
        copied = step.first() - 1 + step.output().size();
      }
    }
    updated.addAll(lines.subList(copied, lines.size()));
    if (!updated.equals(lines)) {
      Files.write(document, updated);
    }
  }

  /** Looks like the root of the repository, but what a command writes stays out of it. */
  private static Path workingFolder(String name) {
    Path folder = Path.of("target", "commands", name.replace('/', '_')).toAbsolutePath();
    try {
      Files.createDirectories(folder.getParent());
      Program.of("rm", "-rf", folder.toString()).run();
      Files.createDirectory(folder);
      try (Stream<Path> entries = Files.list(Repository.ROOT)) {
        for (Path entry : entries.toList()) {
          Files.createSymbolicLink(folder.resolve(entry.getFileName()), entry);
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path document) {
    try {
      return Files.readAllLines(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
