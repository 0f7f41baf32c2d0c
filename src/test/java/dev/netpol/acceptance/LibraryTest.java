// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.acceptance.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A program that depends on {@code netpol-core} alone, built by the reactor as a user's would be.
 */
class LibraryTest {

  private static final Path CONSUMER = Repository.ROOT.resolve("src/test/consumer");

  /** In the README: the example, then what it prints. */
  private static final Pattern QUOTED =
      Pattern.compile("\n```java\n(.*?)```\n.*?\n```\\w+\n(.*?)```\n", Pattern.DOTALL);

  @Test
  void the_example_runs_with_what_maven_gives_a_user_and_prints_what_the_readme_says()
      throws IOException {
    assertThat(library()).contains("netpol-core").doesNotContain("jspecify");

    assertPrintsWhatTheReadmeSays(
        example("-cp", CONSUMER.resolve("target/classes") + ":" + library()));
  }

  @Test
  void the_library_works_on_the_module_path_too() throws IOException {
    assertPrintsWhatTheReadmeSays(
        example(
            "--module-path",
            library(),
            "--add-modules",
            "ALL-MODULE-PATH",
            "-cp",
            CONSUMER.resolve("target/classes").toString()));
  }

  private static String library() throws IOException {
    return Files.readString(CONSUMER.resolve("target/classpath")).strip();
  }

  private static Result example(String... options) {
    return Program.of(Repository.JAVA.toString()).and(options).and("example.CartPolicies").run();
  }

  private static void assertPrintsWhatTheReadmeSays(Result result) throws IOException {
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo(readme().group(2));
    assertThat(result.code()).isZero();
  }

  @Test
  void the_readme_quotes_the_example_as_it_is_compiled() throws IOException {
    String source = Files.readString(CONSUMER.resolve("java/example/CartPolicies.java"));
    String lines = source.substring(source.indexOf("// begin\n") + 9, source.indexOf("    // end"));

    assertThat(readme().group(1)).isEqualTo(lines.stripTrailing().stripIndent() + "\n");
  }

  @Test
  void the_readme_quotes_the_test_as_it_is_run() throws IOException {
    String source =
        Files.readString(
            Repository.ROOT.resolve("testing/src/test/java/example/WebServerPolicyTest.java"));
    String lines = source.substring(source.indexOf("// begin\n") + 9, source.indexOf("// end"));

    assertThat(Files.readString(Repository.ROOT.resolve("README.md")))
        .contains("\n```java\n" + lines + "```\n");
  }

  private static Matcher readme() throws IOException {
    Matcher quoted = QUOTED.matcher(Files.readString(Repository.ROOT.resolve("README.md")));
    assertThat(quoted.find()).as("README.md shows an example and its output").isTrue();
    return quoted;
  }
}
