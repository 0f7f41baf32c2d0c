// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user sees when a file is not what it should be. */
class UnusableInputTest {
  @TempDir Path folder;

  private Path trace;

  @BeforeEach
  void write_a_good_trace() throws IOException {
    trace =
        Traces.write(
            folder.resolve("good.log"),
            Traces.HEADER,
            Traces.WEB,
            Traces.DB,
            Traces.connect(7, "wget", "10.0.0.1", "10.0.0.2", 5432),
            Traces.END);
  }

  @ParameterizedTest
  @ValueSource(strings = {"report", "tcpconnect"})
  void a_missing_file(String command) {
    String missing = folder.resolve("missing.log").toString();

    assertUnusable(Run.of(command, "--input", missing), missing, "no such file");
    assertUnusable(
        Run.of(command, "--input", trace.toString(), "--snapshot", missing),
        missing,
        "no such file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"report", "tcpconnect"})
  void an_empty_folder(String command) throws IOException {
    String empty = Files.createDirectory(folder.resolve("empty")).toString();

    assertUnusable(Run.of(command, "--input", empty), empty, "[trace-input]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"report", "tcpconnect"})
  void a_binary_file(String command) throws IOException {
    byte[] bytes = new byte[100_000];
    new Random(1).nextBytes(bytes);
    String binary = Files.write(folder.resolve("core.bin"), bytes).toString();

    Run run = Run.of(command, "--input", binary);
    assertUnusable(run, binary, "nothing in it is understood");
    assertThat(run.err()).contains("networktrace", "inspektor-gadget");
    assertThat(run.err().codePoints()).noneMatch(c -> c != '\n' && Character.isISOControl(c));
    assertUnusable(
        Run.of(command, "--input", trace.toString(), "--snapshot", binary), binary, "[snapshot");
  }

  @Test
  void a_gzip_file_that_breaks_off_is_used_as_far_as_it_goes() throws IOException {
    List<String> lines = new java.util.ArrayList<>(List.of(Traces.HEADER, Traces.WEB, Traces.DB));
    for (int port = 1; port < 5_000; port++) {
      lines.add(Traces.connect(port, "p" + port * 7919L, "10.0.0.1", "10.0.0.2", port % 3 + 80));
    }
    Path half = Traces.writeHalf(folder.resolve("half.log.gz"), lines);

    Run run = Run.of("report", "--input", half.toString(), "--fail-on", "incomplete");

    assertThat(run.err()).contains("half.log.gz:").contains("exit 1: --fail-on incomplete");
    assertThat(run.code()).isEqualTo(1);
  }

  /** Sums of which would be negative, and so no loss at all. */
  @Test
  void a_trace_that_claims_to_have_lost_more_than_can_be_counted() throws IOException {
    String lost = "{\"type\":\"lost\",\"node\":\"n1\",\"layer\":\"ringbuf\",\"count\":%d}";
    String count = ",\"count\":" + Long.MAX_VALUE;
    Path log =
        Traces.write(
            folder.resolve("lost.log"),
            Traces.HEADER,
            Traces.WEB,
            Traces.connect(7, "wget", "10.0.0.1", "1.1.1.1", 80, count),
            Traces.connect(7, "wget", "10.0.0.1", "1.1.1.1", 443, count),
            lost.formatted(Long.MAX_VALUE),
            lost.formatted(5),
            Traces.END);

    Run run = Run.of("report", "--input", log.toString(), "--fail-on", "incomplete");
    assertThat(run.err()).contains("exit 1: --fail-on incomplete");
    assertThat(run.code()).isEqualTo(1);
    assertThat(Run.of("tcpconnect", "--input", log.toString()).err())
        .contains("9,223,372,036,854,775,807 events lost");
    assertThat(Run.of("report", "--input", log.toString(), "--format", "report-json").out())
        .contains("\"connections\": 9223372036854775807")
        .doesNotContain("\"connections\": -");
  }

  @Test
  void a_text_on_standard_input() {
    assertUnusable(
        Run.with("hello\nworld\n", "report", "--input", "-"), "<stdin>", "nothing in it is");
  }

  @Test
  void a_trace_without_connections_gives_no_policy() throws IOException {
    Path log = Traces.write(folder.resolve("quiet.log"), Traces.HEADER, Traces.END);

    Run run = Run.of("report", "--input", log.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("read         2 records of " + log + ": 0 connections")
        .endsWith("exit 1: no policy could be written\n");
  }

  @Test
  void an_output_that_cannot_be_written() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertUnusable(
        Run.of("report", "--input", trace.toString(), "--output", file + "/x.yaml"),
        file + "/x.yaml",
        "there is no folder");
    assertUnusable(
        Run.of("report", "--input", trace.toString(), "--output", file + "/"),
        file.toString(),
        "it is a file, not a folder");
  }

  @Test
  void an_output_that_is_the_trace() throws IOException {
    String before = Files.readString(trace);

    Run run = Run.of("report", "--input", trace.toString(), "--output", trace.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("advisor report: error [usage] --output would overwrite \"" + trace + "\"");
    assertThat(trace).hasContent(before);
  }

  /** Nothing on stdout; where, what, and where help is on stderr; no stack trace. */
  private static void assertUnusable(Run run, String where, String what) {
    assertThat(run.err())
        .startsWith(where)
        .contains(": error [", what, "\nhelp: advisor ")
        .doesNotContain("\tat ", "Exception");
    assertThat(run.err().lines().count()).isLessThanOrEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(2);
  }
}
