// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.acceptance.Program.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands between the records of a trace is counted and shown, and changes no policy. */
class NoisyTraceTest {

  private static final Sample SHOP = Sample.ONLINE_BOUTIQUE;

  @TempDir Path temporary;

  /** Lines as gadgets, container runtimes, editors and attackers leave them. */
  private static final List<String> NOISE =
      List.of(
          "",
          "ERROR: lost 12 events!",
          "{\"type\":\"connect\",\"time\":\"2026",
          "{\"type\":\"weird\",\"x\":1}",
          "2026-01-01T00:00:00Z stdout F hello",
          "\u0000\ufffd\u001b[31m",
          "[".repeat(30_000),
          "{\"a\":".repeat(5_000),
          "\"x\"".repeat(500_000),
          "null",
          "42",
          "{}",
          "{\"type\":\"connect\"}",
          "{\"type\":\"connect\",\"proto\":\"TCP\",\"saddr\":\"999.1.1.1\",\"sport\":-1,"
              + "\"daddr\":\"x\",\"dport\":99999999999999999999}");

  @Test
  void noise_between_records_is_counted_and_changes_no_policy() throws IOException {
    List<String> lines = new ArrayList<>(SHOP.traceLines());
    for (int i = 0; i < NOISE.size(); i++) {
      lines.add(11 * i % lines.size(), NOISE.get(i));
    }
    Path noisy = Files.write(temporary.resolve("noisy.log"), lines);
    Result result = SHOP.report(noisy).run();
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).isEqualTo(SHOP.expectedText());
    assertThat(result.err()).contains("noisy.log:").doesNotContain("\u001b", "Exception");
  }

  static List<byte[]> unusable() {
    byte[] random = new byte[20_000];
    new Random(3).nextBytes(random);
    return List.of(
        "<html>\n</html>\n".getBytes(StandardCharsets.UTF_8),
        "{\"kind\":\"List\",\"items\":[]}\n".getBytes(StandardCharsets.UTF_8),
        new byte[100_000],
        random);
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void what_is_no_trace_is_an_error_of_one_sentence(byte[] content) throws IOException {
    Path file = Files.write(temporary.resolve("other.log"), content);
    Result result = SHOP.report(file).run();
    assertThat(result.code()).as(result.err()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("other.log").doesNotContain("Exception", "\tat ");
  }
}
