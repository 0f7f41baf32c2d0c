// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** The scanner and Jackson read every line alike. */
class NetworkTraceLaws {

  private final NetworkTraceRecords scanner = new NetworkTraceRecords(ReadLimits.DEFAULT, true);
  private final NetworkTraceRecords jackson = new NetworkTraceRecords(ReadLimits.DEFAULT, false);

  private void alike(byte[] line) {
    Records scanned = read(scanner, line);
    Records parsed = read(jackson, line);
    assertThat(scanned.events).isEqualTo(parsed.events);
    assertThat(scanned.skips).isEqualTo(parsed.skips);
    assertThat(scanned.headers).isEqualTo(parsed.headers);
    assertThat(scanned.objects).isEqualTo(parsed.objects);
    assertThat(scanned.losses).isEqualTo(parsed.losses);
    assertThat(scanned.ends).isEqualTo(parsed.ends);
    assertThat(scanned.size()).isEqualTo(1);
  }

  /** Behind the line stands another one, as in a buffer. */
  private static Records read(NetworkTraceRecords parser, byte[] line) {
    byte[] next =
        "\n{\"type\":\"connect\",\"dport\":80,\"x\":\"y\"}\n".getBytes(StandardCharsets.UTF_8);
    byte[] buffer = Arrays.copyOf(line, line.length + next.length + EightBytes.PADDING);
    System.arraycopy(next, 0, buffer, line.length, next.length);
    Records records = new Records();
    parser.record(buffer, 0, line.length, new RecordAt(0), records);
    return records;
  }

  @Property(tries = 5000)
  void both_read_a_line_alike(@ForAll("lines") String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    alike(bytes);
    Statistics.collect(scans(bytes) ? "scanner" : "Jackson");
    Statistics.coverage(
        seen -> {
          seen.check("scanner").percentage(share -> share > 5);
          seen.check("Jackson").percentage(share -> share > 5);
        });
  }

  private static boolean scans(byte[] line) {
    NetworkTraceEvent event = new NetworkTraceEvent(new EventRecord(TraceFormat.NETWORKTRACE));
    return new NetworkTraceLine(event)
        .parse(Arrays.copyOf(line, line.length + EightBytes.PADDING), 0, line.length);
  }

  @Property(tries = 5000)
  void both_read_a_damaged_line_alike(@ForAll("lines") String line, @ForAll Random random) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = (byte) "{}[]\",:\\0-".charAt(random.nextInt(10));
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        default -> {
          byte[] twice = Arrays.copyOf(bytes, bytes.length + 1);
          System.arraycopy(bytes, at, twice, at + 1, bytes.length - at);
          bytes = twice;
        }
      }
    }
    alike(noNewline(bytes));
  }

  private static byte[] noNewline(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        bytes[i] = ' ';
      }
    }
    return bytes;
  }

  @Provide
  Arbitrary<String> lines() {
    Arbitrary<List<String>> plain =
        Arbitraries.of(FIELDS).flatMap(NetworkTraceLaws::field).list().ofMaxSize(4);
    Arbitrary<List<String>> usual =
        Arbitraries.of("connect", "accept")
            .map(
                type ->
                    List.of(
                        "\"type\":\"" + type + "\"",
                        "\"time\":\"2026-11-20T12:00:01.203114Z\"",
                        "\"node\":\"node-1\"",
                        "\"namespace\":\"demo\"",
                        "\"proto\":\"TCP\"",
                        "\"saddr\":\"10.0.0.1\"",
                        "\"daddr\":\"10.0.0.2\"",
                        "\"dport\":80"));
    return Combinators.combine(
            usual, plain, Arbitraries.integers().between(0, 9), Arbitraries.randoms())
        .as(
            (first, more, mode, random) -> {
              List<String> all = new ArrayList<>(first);
              if (mode < 3) {
                all.removeIf(field -> random.nextInt(10) == 0);
              }
              if (mode < 6) {
                // In place of a usual field, not beside it.
                more.forEach(field -> all.removeIf(old -> key(old).equals(key(field))));
              }
              all.addAll(more);
              if (mode % 2 == 0) {
                java.util.Collections.shuffle(all, random);
              }
              String comma = mode == 9 ? " , " : ",";
              return "{" + String.join(comma, all) + "}";
            });
  }

  private static String key(String field) {
    return field.substring(0, field.indexOf(':'));
  }

  private static final List<String> FIELDS =
      List.of(
          "type",
          "time",
          "node",
          "namespace",
          "pod",
          "podUid",
          "container",
          "pid",
          "comm",
          "exe",
          "ip",
          "proto",
          "saddr",
          "sport",
          "daddr",
          "dport",
          "outcome",
          "errno",
          "elapsedMs",
          "requested",
          "count",
          "last",
          "labels",
          "existing",
          "uncertain",
          "future",
          "object",
          "layer",
          "covers",
          "lost",
          "Type",
          "po",
          "podUi",
          "podUidd",
          "",
          "elapsedMss");

  private static Arbitrary<String> field(String name) {
    return Arbitraries.oneOf(Arbitraries.of(VALUES), Arbitraries.of(likely(name)), texts())
        .map(value -> "\"" + name + "\":" + value);
  }

  /** Values that the field would have. */
  private static List<String> likely(String name) {
    return switch (name) {
      case "type" -> List.of("\"connect\"", "\"accept\"", "\"trace\"", "\"end\"", "\"lost\"");
      case "time", "last" ->
          List.of(
              "\"2026-11-20T12:00:02Z\"",
              "\"2026-11-20T12:00:00.000000001+01:00\"",
              "\"2026-02-30T12:00:00Z\"",
              "\"2026-11-20 12:00:00Z\"",
              "\"2026-11-20T12:00:00.1234567890Z\"",
              "\"9999-12-31T23:59:59Z\"");
      case "proto" -> List.of("\"udp\"", "\"SCTP\"", "\"ICMP\"", "\"tcpp\"", "\"Tcp\"");
      case "saddr", "daddr" ->
          List.of(
              "\"::ffff:10.0.0.1\"",
              "\"fd00::1\"",
              "\"010.0.0.1\"",
              "\"1.2.3\"",
              "\"1.2.3.4.\"",
              "\"256.1.1.1\"",
              "\"fe80::1%eth0\"",
              "\"localhost\"");
      case "outcome" ->
          List.of("\"established\"", "\"refused\"", "\"timeout\"", "\"Refused\"", "\"denied\"");
      case "requested" ->
          List.of(
              "{\"daddr\":\"10.96.0.1\",\"dport\":443}",
              "{\"dport\":443,\"daddr\":\"10.96.0.1\"}",
              "{\"daddr\":\"10.0.0.2\",\"dport\":80}",
              "{\"daddr\":\"10.96.0.1\"}",
              "{\"daddr\":7,\"dport\":443}",
              "{\"daddr\":\"10.96.0.1\",\"dport\":0}",
              "{}");
      case "labels" ->
          List.of(
              "{\"app\":\"a\",\"tier\":\"b\"}",
              "{\"app\":\"a\",\"app\":\"b\"}",
              "{\"app\":1}",
              "{\"app\":{\"x\":\"y\"}}",
              "{\"é\":\"a\"}",
              "{}");
      default -> List.of("0", "1", "80", "65535", "65536", "2147483648", "true", "false");
    };
  }

  private static final List<String> VALUES =
      List.of(
          "\"\"",
          "null",
          "true",
          "false",
          "0",
          "-1",
          "00",
          "1.5",
          "1e2",
          "\"80\"",
          "\"-7\"",
          "999999999999999999",
          "9999999999999999999",
          "123456789012345678901234567890",
          "[]",
          "[1,\"a\"]",
          "{}",
          "{\"a\":{\"b\":[null]}}",
          "\"a\\u0041\"",
          "\"\\ud83d\\ude00\"",
          "\"\\ud83d\"",
          "\"tab\\t\\\"quote\\\\\"",
          "\"\u00e9\u6f22\"",
          "\"\uD83D\uDE00\"",
          " 1",
          "\"x\" ",
          "tru",
          "");

  private static Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withCharRange(' ', '~')
        .excludeChars('"', '\\')
        .ofMaxLength(40)
        .map(text -> "\"" + text + "\"");
  }
}
