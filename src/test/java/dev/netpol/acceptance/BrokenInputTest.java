// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.acceptance.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger does wrong, what a broken disk does, and what a hostile process does. */
class BrokenInputTest {

  private static final Path LOG =
      Repository.ROOT.resolve("samples/online-boutique/networktrace.log");

  @TempDir Path temporary;

  private Result report(String... arguments) {
    return Program.advisor("report").and(arguments).in(temporary).run();
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(temporary.resolve(name), text);
  }

  /** Data goes to stdout only; a refusal names what is wrong and shows no stack. */
  private static void assertRefused(Result result, String... words) {
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(words).doesNotContain("Exception", "\tat ");
  }

  @Test
  void refuses_no_input_an_unknown_option_and_an_unknown_command() {
    assertRefused(report(), "--input");
    assertRefused(report("--input", LOG.toString(), "--nonsense"), "--nonsense");
    assertRefused(Program.advisor("reprot").run(), "reprot");
    assertRefused(Program.advisor().run(), "report");
  }

  @Test
  void refuses_a_file_that_is_not_there() {
    assertRefused(report("--input", "no-such.log"), "no-such.log");
    assertRefused(report("--input", LOG.toString(), "--snapshot", "no-such.json"), "no-such.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "[]"})
  void finds_nothing_in_an_empty_log_and_says_so(String text) throws IOException {
    file("empty.log", text);

    Result result = report("--input", "empty.log");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("no policy could be written");
  }

  @ParameterizedTest
  @ValueSource(strings = {"not a trace\n", "{}\n", "\0\0\0\0", "{\"type\":\"x\"}\n"})
  void refuses_a_file_in_which_nothing_is_understood(String text) throws IOException {
    file("broken.log", text);

    assertRefused(report("--input", "broken.log"), "broken.log");
  }

  @Test
  void reports_what_a_truncated_log_holds_and_says_that_it_is_incomplete() throws IOException {
    String whole = Files.readString(LOG);
    file("torn.log", whole.substring(0, whole.length() * 9 / 10));

    Result lenient = report("--input", "torn.log");
    assertThat(lenient.code()).isZero();
    assertThat(lenient.out()).contains("kind: NetworkPolicy");
    assertThat(lenient.err()).contains("torn.log").contains("incomplete");

    assertThat(report("--input", "torn.log", "--strict").code()).isEqualTo(1);
  }

  @Test
  void shows_hostile_names_as_harmless_text() throws IOException {
    String hostile = "\\u001b[31m\\nkind: Evil\\r\\u2028\\u202e\\u0007# --- ";
    String text = Files.readString(LOG).replace("\"comm\":\"", "\"comm\":\"" + hostile);
    assertThat(text).contains("\\u001b[31m");
    file("hostile.log", text);

    Result result = report("--input", "hostile.log", "--evidence", "comments");
    Result plain = report("--input", LOG.toString());

    assertThat(result.code()).isZero();
    assertThat(result.out() + result.err())
        .doesNotContain("\u001b", "\u0007", "\r", "\u2028", "\u202e", "\nkind: Evil");
    assertThat(result.out().lines().filter(line -> !line.stripLeading().startsWith("#")))
        .containsExactlyElementsOf(
            plain.out().lines().filter(line -> !line.stripLeading().startsWith("#")).toList());
  }

  @Test
  void leaves_the_old_file_whole_when_it_fails() throws IOException {
    Path old = file("policies.yaml", "old\n");
    file("broken.log", "not a trace\n");

    assertRefused(report("--input", "broken.log", "--output", "policies.yaml"), "broken.log");
    assertThat(old).hasContent("old\n");
  }

  @Test
  void ends_quietly_when_nobody_reads_its_output() {
    String launcher = Repository.ROOT.resolve("bin/advisor").toString();
    String pipe = "\"$0\" report --input \"$1\" 2>errors | head -n 1; cat errors";

    Result result = Program.of("bash", "-c", pipe, launcher, LOG.toString()).in(temporary).run();

    assertThat(result.out()).doesNotContain("Exception", "\tat ").startsWith("apiVersion:");
  }
}
