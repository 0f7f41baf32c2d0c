// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.acceptance.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process can name itself anything. */
class HostileTextTest {

  /** A new line with a policy of its own, a terminal's escapes, and a bidirectional override. */
  private static final String NAME =
      "x\\n---\\nkind: Pod\\r\\u001b[2J\\u001b]0;owned\\u0007\\u202e\\u2028\\u0000\\u0085";

  private static final Sample PAGE = Sample.TCPCONNECT;

  @TempDir Path temporary;
  private Path trace;

  @BeforeEach
  void a_process_with_a_hostile_name() throws IOException {
    trace = temporary.resolve("hostile.log");
    Files.writeString(
        trace,
        Sample.text(PAGE.trace())
            .replace("\"comm\":\"wget\"", "\"comm\":\"" + NAME + "\"")
            .replace("\"exe\":\"/bin/busybox\"", "\"exe\":\"/tmp/" + NAME + "\""));
  }

  @Test
  void it_stays_in_its_line_of_the_table() {
    Result plain = Program.advisor("tcpconnect", "--input", PAGE.trace().toString()).run();
    Result table = Program.advisor("tcpconnect", "--wide", "--input", trace.toString()).run();
    assertThat(table.code()).as(table.err()).isZero();
    assertHarmless(table.out());
    assertThat(table.out().lines()).hasSameSizeAs(plain.out().lines().toList());
  }

  @Test
  void it_stays_in_its_comment_of_the_policy() {
    Result report = PAGE.report(trace).and("--evidence", "comments").run();
    assertThat(report.code()).as(report.err()).isZero();
    assertHarmless(report.out());
    assertHarmless(report.err());
    String bare =
        String.join(
            "\n", report.out().lines().filter(line -> !line.strip().startsWith("#")).toList());
    assertThat(bare + "\n").isEqualTo(PAGE.expectedText());
  }

  private static void assertHarmless(String printed) {
    assertThat(printed.codePoints().filter(c -> c != '\n').boxed())
        .allSatisfy(
            c ->
                assertThat(Character.getType(c))
                    .isNotIn(
                        (int) Character.CONTROL,
                        (int) Character.FORMAT,
                        (int) Character.LINE_SEPARATOR,
                        (int) Character.PARAGRAPH_SEPARATOR));
  }
}
