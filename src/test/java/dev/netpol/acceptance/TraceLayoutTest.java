// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The records of a trace decide the policies, not how they are laid out. That every JDK prints the
 * same is tested by running the first of these with each: the expected bytes are a file.
 */
class TraceLayoutTest {

  @TempDir Path temporary;

  @ParameterizedTest
  @MethodSource("dev.netpol.acceptance.Sample#all")
  void prints_the_expected_bytes(Sample sample) {
    assertThat(sample.policies(sample.trace())).isEqualTo(sample.expectedText());
  }

  @Tag("any-jdk")
  @ParameterizedTest
  @MethodSource("dev.netpol.acceptance.Sample#all")
  void lines_may_come_in_any_order(Sample sample) throws IOException {
    List<String> lines = new ArrayList<>(sample.traceLines());
    Collections.shuffle(lines, new Random(7));
    assertThat(sample.policies(write("shuffled.log", lines))).isEqualTo(sample.expectedText());
  }

  @Tag("any-jdk")
  @ParameterizedTest
  @MethodSource("dev.netpol.acceptance.Sample#all")
  void a_trace_may_be_packed_and_end_its_lines_as_windows_does(Sample sample) throws IOException {
    String text = String.join("\r\n", sample.traceLines());
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    Path file = Files.write(temporary.resolve("trace.log.gz"), packed.toByteArray());
    assertThat(sample.policies(file)).isEqualTo(sample.expectedText());
  }

  @Tag("any-jdk")
  @ParameterizedTest
  @MethodSource("dev.netpol.acceptance.Sample#all")
  void a_trace_may_come_through_a_pipe(Sample sample) {
    Program report = sample.report(Path.of("-")).reading(Sample.text(sample.trace()));
    assertThat(Sample.policies(report)).isEqualTo(sample.expectedText());
  }

  @Tag("any-jdk")
  @ParameterizedTest
  @MethodSource("dev.netpol.acceptance.Sample#all")
  void records_seen_twice_change_no_policy(Sample sample) {
    assertThat(sample.policies(sample.trace(), sample.trace())).isEqualTo(sample.expectedText());
  }

  private Path write(String name, List<String> lines) throws IOException {
    return Files.write(temporary.resolve(name), lines);
  }
}
