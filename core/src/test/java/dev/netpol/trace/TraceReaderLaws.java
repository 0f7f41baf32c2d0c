// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever is done to a log: no exception but a diagnostic, and no line is lost. */
class TraceReaderLaws {

  static final List<TraceReaderContract> FORMATS =
      List.of(
          new NetworkTraceReaderTest(),
          new InspektorGadgetReaderTest(),
          new InspektorGadget2020ReaderTest(),
          new BccTracerReaderTest(),
          new BccConnectReaderTest(),
          new BccStatesReaderTest(),
          new BccLifeReaderTest(),
          new GadgetColumnReaderTest(),
          new AntreaAuditReaderTest(),
          new AntreaFlowReaderTest(),
          new AwsReaderTest(),
          new AwsCloudwatchReaderTest(),
          new OvnAclReaderTest(),
          new HubbleReaderTest(),
          new TetragonReaderTest(),
          new TetraCompactReaderTest(),
          new CalicoReaderTest(),
          new GadgetTcpReaderTest(),
          new FalcoReaderTest());

  @Property(tries = 600)
  void damage_is_counted_and_never_thrown(
      @ForAll @IntRange(max = 1000) int which,
      @ForAll @IntRange(min = 1, max = 30) int damages,
      @ForAll Random random) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      List<String> good = FORMATS.get(which % FORMATS.size()).lines();
      lines.add(good.get(i % good.size()));
    }
    byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    boolean readByLine = true;
    for (int i = 0; i < damages; i++) {
      int at = random.nextInt(bytes.length);
      // What begins the file tells how it is read: as lines, or as one document after another.
      readByLine &= at > lines.get(0).getBytes(StandardCharsets.UTF_8).length;
      if (random.nextBoolean()) {
        bytes[at] = (byte) random.nextInt(256);
      } else {
        int length = Math.min(random.nextInt(40), bytes.length - at);
        byte[] without = Arrays.copyOf(bytes, bytes.length - length);
        System.arraycopy(bytes, at + length, without, at, without.length - at);
        bytes = without;
      }
    }
    Records records = new Records();
    try (TraceReader reader = Records.reader(bytes).partSize(100).threads(1)) {
      reader.read(records);
    } catch (TraceException e) {
      assertThat(e.diagnostics()).isNotEmpty();
      return;
    }
    if (readByLine) {
      assertThat(records.size()).isEqualTo(count(bytes));
    }
  }

  /** As where files were joined: the first decides how all is read. */
  @Example
  void no_connection_of_another_format_is_passed_over() {
    for (TraceReaderContract first : FORMATS) {
      for (TraceReaderContract second : FORMATS) {
        List<String> lines = new ArrayList<>(first.lines());
        lines.addAll(second.lines());

        Records records = Records.of(lines.toArray(String[]::new));

        long doubtful =
            records.skips.stream().filter(skip -> skip.reason().mayBeConnection()).count();
        assertThat(records.events.size() + doubtful)
            .as("%s, then %s", first.format(), second.format())
            .isEqualTo(lines.size());
      }
    }
  }

  private static int count(byte[] bytes) {
    int lines = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n' || i == bytes.length - 1) {
        lines++;
      }
    }
    return lines;
  }
}
