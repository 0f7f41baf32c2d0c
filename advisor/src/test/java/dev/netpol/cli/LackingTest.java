// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.trace.TraceFormat;
import dev.netpol.trace.TraceLimit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the logs do not tell is said by all that judges by them. */
class LackingTest {

  private static final String FOLDER = "../samples/other-tools/";

  private static Run report(String log, String format) {
    return Run.of(
        "report",
        "--input",
        FOLDER + log,
        "--snapshot",
        FOLDER + "cluster.yaml",
        "--format",
        format);
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "markdown", "report-json"})
  void every_limit_of_a_format_is_in_the_report(String format) {
    Run run = report("bcc-tcplife.log", format);

    assertThat(run.code()).isZero();
    for (TraceLimit limit : TraceFormat.BCC_TCPLIFE.limits()) {
      assertThat(run.out()).contains(limit.lacks()).contains(limit.means());
    }
  }

  @Test
  void check_says_it_in_the_same_lines_as_the_report() {
    Run report = report("bcc-tcplife.log", "yaml");
    Run check =
        Run.of(
            "check",
            "--input",
            FOLDER + "bcc-tcplife.log",
            "--snapshot",
            FOLDER + "cluster.yaml",
            "--policies",
            FOLDER + "expected-no-udp-no-outcomes.yaml",
            "--fail-on",
            "none");

    assertThat(check.code()).isZero();
    assertThat(lacking(check)).isNotEmpty().isEqualTo(lacking(report));
  }

  private static List<String> lacking(Run run) {
    return run.err()
        .lines()
        .dropWhile(line -> !line.startsWith("lacking"))
        .takeWhile(line -> line.startsWith("lacking") || line.startsWith(" "))
        .toList();
  }

  @Test
  void our_own_log_lacks_nothing() {
    Run run = report("networktrace.log", "markdown");

    assertThat(run.out()).doesNotContain("What the logs do not tell");
    assertThat(run.err()).doesNotContain("lacking");
  }

  @Test
  void names_in_a_table_are_as_hostile_as_others() {
    String row = "1  a\u001b[2J\u202eb    4  10.244.0.12   203.0.113.10   443    \u001b[31m.evil";

    Run run =
        Run.with(
            row + "\n",
            "report",
            "--input",
            "-",
            "--snapshot",
            FOLDER + "cluster.yaml",
            "--evidence",
            "comments");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("203.0.113.10").contains("evil");
    assertThat(run.out() + run.err()).doesNotContain("\u001b").doesNotContain("\u202e");
  }
}
