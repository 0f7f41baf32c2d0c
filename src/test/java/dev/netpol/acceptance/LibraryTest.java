// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.acceptance.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * A program that depends on {@code netpol-core} alone, built by the reactor as a user's would be.
 */
class LibraryTest {

  private static final Path CONSUMER = Repository.ROOT.resolve("src/test/consumer");

  @Test
  void the_example_runs_with_what_maven_gives_a_user() throws IOException {
    String classpath = Files.readString(CONSUMER.resolve("target/classpath")).strip();

    assertThat(classpath).contains("netpol-core").doesNotContain("jspecify", "picocli");

    Result result =
        Program.of(
                Repository.JAVA.toString(),
                "-cp",
                CONSUMER.resolve("target/classes") + ":" + classpath,
                "example.FirstPolicies")
            .run();

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("true\n");
    assertThat(result.code()).isZero();
  }
}
