// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

/** The scanner of JSON and Jackson take the same values out of any text. */
class JsonScanLaws {

  /** A format's lines, and what is wanted of them. */
  private record Reader<K extends Enum<K>>(Class<K> names, JsonShape<K> shape, List<String> lines) {

    /** Names and values, or what kind of error there is. */
    Map<String, String> values(byte[] line, boolean scanning) {
      JsonValues<K> values = new JsonValues<>(shape, ReadLimits.DEFAULT, scanning);
      Map<String, String> found = new TreeMap<>();
      try {
        values.read(buffer(line), 2, 2 + line.length);
      } catch (IOException e) {
        found.put("", e.getClass().getName());
        return found;
      }
      for (K name : EnumSet.allOf(names)) {
        if (values.has(name)) {
          found.put(
              name.name(),
              "%d %d %s %s '%s' '%s'"
                  .formatted(
                      values.number(name, -7),
                      values.number(name, 7),
                      values.isTrue(name),
                      values.isFalse(name),
                      values.text(name),
                      values.written(name)));
        }
      }
      return found;
    }

    boolean scans(byte[] line) {
      JsonValues<K> values = new JsonValues<>(shape, ReadLimits.DEFAULT);
      return new JsonScan<>(shape, values, ReadLimits.DEFAULT)
          .read(buffer(line), 2, 2 + line.length);
    }

    void alike(byte[] line) {
      assertThat(values(line, true))
          .as(new String(line, StandardCharsets.UTF_8))
          .isEqualTo(values(line, false));
    }
  }

  private static final List<Reader<?>> READERS =
      List.of(
          new Reader<>(HubbleKey.class, HubbleKey.SHAPE, new HubbleReaderTest().lines()),
          new Reader<>(
              TetragonRecords.Key.class, TetragonRecords.SHAPE, new TetragonReaderTest().lines()),
          new Reader<>(
              CalicoRecords.Key.class, CalicoRecords.SHAPE, new CalicoReaderTest().lines()),
          new Reader<>(
              GadgetTcpRecords.Key.class,
              GadgetTcpRecords.SHAPE,
              new GadgetTcpReaderTest().lines()),
          new Reader<>(FalcoRecords.Key.class, FalcoRecords.SHAPE, new FalcoReaderTest().lines()));

  /** Before and behind the line stand others, as in a buffer. */
  private static byte[] buffer(byte[] line) {
    byte[] next = "\n{\"type\":\"connect\",\"x\":\"y\"}]}\"\n".getBytes(StandardCharsets.UTF_8);
    byte[] buffer =
        Arrays.copyOf(
            "}\n".getBytes(StandardCharsets.UTF_8),
            2 + line.length + next.length + EightBytes.PADDING);
    System.arraycopy(line, 0, buffer, 2, line.length);
    System.arraycopy(next, 0, buffer, 2 + line.length, next.length);
    return buffer;
  }

  @Property(tries = 4000)
  void both_read_any_values_alike(
      @ForAll @IntRange(max = 4) int which,
      @ForAll @IntRange(max = 5) int changes,
      @ForAll Random random)
      throws IOException {
    byte[] line = JsonLogLaws.changed(READERS.get(which).lines(), changes, random);
    READERS.get(which).alike(line);
    Statistics.collect(READERS.get(which).scans(line) ? "scanner" : "Jackson");
    Statistics.coverage(
        seen -> {
          seen.check("scanner").percentage(share -> share > 30);
          seen.check("Jackson").percentage(share -> share > 5);
        });
  }

  @Property(tries = 8000)
  void both_read_damage_alike(
      @ForAll @IntRange(max = 4) int which,
      @ForAll @IntRange(min = 1, max = 4) int damages,
      @ForAll Random random)
      throws IOException {
    byte[] line = JsonLogLaws.changed(READERS.get(which).lines(), random.nextInt(3), random);
    for (int i = 0; i < damages && line.length > 0; i++) {
      int at = random.nextInt(line.length);
      String pieces = "{}[]\",:\\/-+.e019tfnu \t\r\n\u001b\u007fA";
      byte piece = (byte) pieces.charAt(random.nextInt(pieces.length()));
      switch (random.nextInt(8)) {
        case 0 -> line[at] = (byte) random.nextInt(256);
        case 1 -> line = Arrays.copyOf(line, at);
        case 2, 3 -> line[at] = piece;
        default -> {
          byte[] longer = Arrays.copyOf(line, line.length + 1);
          System.arraycopy(line, at, longer, at + 1, line.length - at);
          longer[at] = piece;
          line = longer;
        }
      }
    }
    READERS.get(which).alike(line);
  }

  @Example
  void both_know_the_ends_of_numbers_and_of_nesting() {
    for (String value :
        List.of(
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "9999999999999999999",
            "18446744073709551616",
            "00",
            "-0",
            "-",
            "1.",
            "1.5",
            "-1.5e-3",
            "1e",
            "1".repeat(1001),
            "0." + "1".repeat(1001),
            "[".repeat(98) + "]".repeat(98),
            "[".repeat(99) + "]".repeat(99),
            "[".repeat(100) + "]".repeat(100),
            "{\"" + "n".repeat(499) + "\":1}",
            "{\"" + "n".repeat(500) + "\":1}",
            "{\"" + "n".repeat(512) + "\":1}",
            "{\"" + "n".repeat(513) + "\":1}",
            "\"\\u00e9\\uD83D\\ud83d\"",
            "\"\\u00g9\"",
            "\"\\x\"",
            "truer",
            "nul")) {
      for (String name : List.of("time", "other", "TIMESTAMP_RAW", "source_labels", "fd.sport")) {
        byte[] line =
            "{\"%s\":%s , \"output_fields\":{\"fd.sport\":%s}}"
                .formatted(name, value, value)
                .getBytes(StandardCharsets.UTF_8);
        READERS.forEach(reader -> reader.alike(line));
      }
    }
  }

  @Example
  void the_lines_of_all_formats_are_scanned() {
    for (Reader<?> reader : READERS) {
      assertThat(reader.lines())
          .as(reader.names().getName())
          .anySatisfy(
              line -> assertThat(reader.scans(line.getBytes(StandardCharsets.UTF_8))).isTrue());
    }
  }
}
