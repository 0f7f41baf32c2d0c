// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

/** What is remembered of the processes of earlier lines changes nothing but the time it takes. */
class ObserversLaws {

  private static final List<String> HEADS =
      List.of(
          "{\"type\":\"connect\",\"time\":\"2026-11-20T12:00:00Z\"",
          "{\"type\":\"accept\",\"time\":\"2026-11-20T12:00:01.5Z\"",
          "{\"time\":\"2026-11-20T12:00:02Z\",\"type\":\"connect\"",
          "{\"type\":\"connect\",\"time\":\"soon\"",
          "{\"type\":\"connect\"",
          "{\"type\":\"connect\",\"time\":\"2026-11-20T12:00:00Z\",\"dport\":81");

  private static final String POD =
      ",\"node\":\"n1\",\"namespace\":\"demo\",\"pod\":\"web-7d4b9c-x2x7z\","
          + "\"podUid\":\"a47798d9-85b4-4261-8bb8-6fbd40848997\",\"container\":\"%s\""
              .formatted("ea494ff7".repeat(8));

  private static final List<String> OBSERVERS =
      List.of(
          POD + ",\"pid\":7,\"comm\":\"web\"",
          POD + ",\"pid\":8,\"comm\":\"sh\",\"exe\":\"/bin/sh\"",
          POD + ",\"pid\":7,\"comm\":\"web\",\"comm\":\"sh\"",
          POD + ",\"pid\":7,\"comm\":\"web\",\"outcome\":\"refused\"",
          ",\"node\":\"n1\",\"namespace\":\"demo\",\"pod\":\"web\",\"pid\":7,\"comm\":\"web\"",
          ",\"node\":\"n1\",\"namespace\":\"demo\",\"pod\":\"web\",\"pid\":8,\"comm\":\"sh\"",
          ",\"node\":\"n1\",\"namespace\":\"demo\",\"pod\":\"web\",\"podUid\":\"u\",\"exe\":\"/w\"",
          ",\"node\":\"n1\",\"pid\":4294967296",
          ",\"node\":\"n1\",\"node\":\"n2\"",
          ",\"node\":\"n1\",\"future\":\"x\",\"comm\":\"web\"",
          ",\"node\":\"n1\",\"labels\":{\"app\":\"web\"}",
          ",\"node\":\"n1\",\"saddr\":\"10.0.0.9\"",
          ",\"node\":\"n1\",\"comm\":\"a\\\"b\"",
          ",\"future\":1",
          ",\"node\":\"n1\"",
          "");

  private static final List<String> TAILS =
      List.of(
          usual("10.0.0.1", "47290", "10.0.0.2", "80") + ",\"outcome\":\"established\"}",
          usual("10.0.0.1", "0", "93.184.33.7", "53") + "}",
          usual("10.0.0.1", "47290", "10.0.0.2", "80") + ",\"outcome\":\"establishes\"}",
          usual("10.0.0.1", "47290", "10.0.0.2", "80")
              + ",\"outcome\":\"established\",\"elapsedMs\":3,\"count\":2}",
          usual("10.0.0.1", "1", "10.0.0.2", "80")
              + ",\"outcome\":\"established\",\"outcome\":\"refused\"}",
          usual("10.0.0.1", "0", "93.184.33.7", "53") + "} ",
          usual("10.0.0.1", "0", "93.184.33.7", "53") + "}}",
          usual("10.0.0.1", "65536", "10.0.0.2", "80") + "}",
          usual("10.0.0.1", "080", "10.0.0.2", "80") + "}",
          usual("10.0.0.1", "4294967376", "10.0.0.2", "80") + "}",
          usual("10.0.0.1", "47290", "10.0.0.2", "0") + "}",
          usual("10.0.0.1", "47290", "10.0.0.256", "80") + "}",
          usual("10.0.0.01", "47290", "10.0.0.2", "80") + "}",
          usual("10.0.0.1", "47290", "fd00::2", "80") + "}",
          usual("", "", "", "") + "}",
          usual("10.0.0.1", "1", "10.0.0.2", "80").replace("TCP", "UDP") + ",\"count\":3}",
          usual("10.0.0.1", "1", "10.0.0.2", "80").replace("TCP", "TCp") + "}",
          usual("10.0.0.1", "1", "10.0.0.2", "80") + ",\"sport\":2}",
          ",\"ip\":4,\"proto\":\"TCP\",\"saddr\":\"10.0.0.1\",\"daddr\":\"10.0.0.2\",\"dport\":80}",
          ",\"ip\":4,\"proto\":\"UDP\",\"saddr\":\"10.0.0.1\",\"daddr\":\"10.0.0.2\",\"dport\":53}",
          ",\"ip\":4,\"proto\":\"TCP\",\"saddr\":\"10.0.0.1\",\"daddr\":\"10.0.0.2\",\"dport\":80,"
              + "\"requested\":{\"daddr\":\"10.96.0.1\",\"dport\":443}}",
          ",\"ip\":4,\"proto\":\"TCP\",\"saddr\":\"10.0.0.1\",\"daddr\":\"10.0.0.2\",\"dport\":80,"
              + "\"labels\":{\"app\":\"web\"}}",
          ",\"ip\":4,\"proto\":\"TCP\",\"saddr\":\"10.0.0.1\",\"daddr\":\"10.0.0.2\",\"dport\":80,"
              + "\"pid\":9}",
          ",\"ip\":4,\"proto\":\"TCP\",\"daddr\":\"10.0.0.2\",\"dport\":80,\"ip\":4}",
          ",\"ip\":4,\"proto\":\"ICMP\",\"saddr\":\"10.0.0.1\",\"daddr\":\"10.0.0.2\"}",
          ",\"ip\":4}",
          ",\"proto\":\"TCP\",\"saddr\":\"10.0.0.1\",\"daddr\":\"10.0.0.2\",\"dport\":80}");

  private static String usual(String saddr, String sport, String daddr, String dport) {
    return ",\"ip\":4,\"proto\":\"TCP\",\"saddr\":\"%s\",\"sport\":%s,\"daddr\":\"%s\",\"dport\":%s"
        .formatted(saddr, sport, daddr, dport);
  }

  @Provide
  Arbitrary<String> lines() {
    return Combinators.combine(often(HEADS), often(OBSERVERS), often(TAILS))
        .as((head, observer, tail) -> head + observer + tail);
  }

  /** One of them, half of the time one of the first two. */
  private static Arbitrary<String> often(List<String> all) {
    return Arbitraries.oneOf(Arbitraries.of(all.subList(0, 2)), Arbitraries.of(all));
  }

  @Property(tries = 3000)
  void lines_are_read_as_by_jackson_whatever_was_read_before(
      @ForAll @Size(min = 1, max = 12) List<@From("lines") String> lines, @ForAll Random random) {
    NetworkTraceRecords scanner = new NetworkTraceRecords(ReadLimits.DEFAULT, true);
    NetworkTraceRecords jackson = new NetworkTraceRecords(ReadLimits.DEFAULT, false);
    for (String line : lines) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      if (random.nextInt(4) == 0) {
        bytes[random.nextInt(bytes.length)] = (byte) "{}[]\",:\\0-x".charAt(random.nextInt(11));
      }
      Records scanned = read(scanner, bytes);
      Records parsed = read(jackson, bytes);
      assertThat(scanned.events).isEqualTo(parsed.events);
      assertThat(scanned.skips).isEqualTo(parsed.skips);
    }
  }

  private static Records read(NetworkTraceRecords parser, byte[] line) {
    Records records = new Records();
    read(parser, line, records);
    return records;
  }

  /** As a line of which the end is not known, if that works. */
  private static void read(NetworkTraceRecords parser, byte[] line, EventSink sink) {
    int end = line.length + 1;
    byte[] padded = Arrays.copyOf(line, end + EightBytes.PADDING);
    padded[line.length] = '\n';
    int newline = parser.line(padded, 0, end, new RecordAt(0), sink);
    if (newline < 0) {
      parser.record(padded, 0, line.length, new RecordAt(0), sink);
    } else {
      assertThat(newline).isEqualTo(line.length);
    }
  }

  @Property(tries = 2000)
  void a_log_is_read_as_its_lines_are(
      @ForAll @Size(min = 4, max = 40) List<@From("lines") String> lines, @ForAll Random random)
      throws IOException {
    // So short a limit that some lines are beyond it.
    ReadLimits limits = new ReadLimits(random.nextInt(4) == 0 ? 380 : 4000, 100, 1 << 20);
    Records each = new Records();
    NetworkTraceRecords jackson = new NetworkTraceRecords(limits, false);
    StringBuilder log = new StringBuilder();
    RecordAt at = new RecordAt(0);
    for (String line : lines) {
      byte[] padded = Arrays.copyOf(bytes(line), bytes(line).length + EightBytes.PADDING);
      int length = padded.length - EightBytes.PADDING;
      at.offset = bytes(log.toString()).length;
      if (length > limits.lineLength()) {
        JsonRecords.skip(SkipReason.TOO_LONG, padded, 0, length, at, each);
      } else {
        jackson.record(padded, 0, length, at, each);
      }
      at.line++;
      log.append(line).append(List.of("\n", "\n", "\n", "\r\n").get(random.nextInt(4)));
    }
    if (random.nextBoolean()) {
      log.setLength(log.length() - 1);
    }

    Records all = new Records();
    NetworkTraceRecords scanner = new NetworkTraceRecords(limits, true);
    LineFeed feed =
        new LineFeed(
            inPieces(bytes(log.toString()), random),
            0,
            scanner,
            new RecordAt(0),
            all,
            limits,
            new byte[64 + random.nextInt(2000) + EightBytes.PADDING]);
    feed.run(Long.MAX_VALUE);

    assertThat(all.events).isEqualTo(each.events);
    assertThat(all.places).isEqualTo(each.places);
    assertThat(all.skips).isEqualTo(each.skips);
    assertThat(feed.records).isEqualTo(lines.size());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static ByteSource inPieces(byte[] content, Random random) {
    int most = 1 + random.nextInt(3000);
    ByteBuffer left = ByteBuffer.wrap(content);
    return (target, from, length) -> {
      int piece = Math.min(Math.min(length, left.remaining()), 1 + random.nextInt(most));
      left.get(target, from, piece);
      return piece == 0 ? -1 : piece;
    };
  }

  @Test
  void the_end_of_a_line_is_not_looked_for_where_the_process_is_known() {
    NetworkTraceRecords parser = new NetworkTraceRecords(ReadLimits.DEFAULT);
    Records records = new Records();
    String one = HEADS.get(0) + OBSERVERS.get(0) + TAILS.get(0);
    String other = HEADS.get(0) + OBSERVERS.get(1) + TAILS.get(0);

    assertThat(ahead(parser, one, records)).isFalse();
    parser.record(padded(one), 0, one.length(), new RecordAt(0), records);
    assertThat(ahead(parser, one, records)).isTrue();
    assertThat(ahead(parser, other, records)).isFalse();
    parser.record(padded(other), 0, other.length(), new RecordAt(0), records);
    assertThat(ahead(parser, other, records)).isTrue();
    assertThat(ahead(parser, one, records)).isTrue();

    assertThat(records.events).hasSize(5);
    assertThat(records.events.get(1)).isEqualTo(records.events.get(0));
    assertThat(records.events.get(3)).isEqualTo(records.events.get(2));
    assertThat(records.events.get(4)).isEqualTo(records.events.get(0));
  }

  private static boolean ahead(NetworkTraceRecords parser, String line, EventSink sink) {
    return parser.line(padded(line + "\n"), 0, line.length() + 1, new RecordAt(0), sink) >= 0;
  }

  private static byte[] padded(String line) {
    return Arrays.copyOf(bytes(line), line.length() + EightBytes.PADDING);
  }

  /** Numbers processes as they come, and holds what it is told to remember against it. */
  private static final class Numbering implements EventSink {
    private final Map<List<Object>, Integer> numbers = new HashMap<>();
    private int remembered;
    private int looked;

    @Override
    public void event(EventView event) {
      byte[] texts = new byte[1024];
      int length = event.texts(texts);
      List<Object> key =
          List.of(ByteBuffer.wrap(texts, 0, length), event.text(Field.COMM), event.text(Field.EXE));
      int number = numbers.computeIfAbsent(key, fresh -> numbers.size());
      if (event.remembered() >= 0) {
        assertThat(event.remembered()).isEqualTo(number);
        remembered++;
      } else {
        event.remember(number);
        looked++;
      }
    }
  }

  @Property(tries = 1000)
  void what_a_sink_remembers_comes_back_with_the_same_process_only(
      @ForAll @Size(min = 20, max = 60) List<@From("lines") String> lines) {
    NetworkTraceRecords parser = new NetworkTraceRecords(ReadLimits.DEFAULT);
    Numbering sink = new Numbering();
    for (String line : lines) {
      read(parser, line.getBytes(StandardCharsets.UTF_8), sink);
    }
    Statistics.label("remembered").collect(sink.remembered * 3 > sink.looked ? "often" : "seldom");
    Statistics.label("remembered")
        .coverage(seen -> seen.check("often").percentage(share -> share > 50));
  }

  @Property(tries = 20)
  void more_processes_than_there_is_room_for_are_forgotten(@ForAll Random random) {
    NetworkTraceRecords parser = new NetworkTraceRecords(ReadLimits.DEFAULT);
    Numbering sink = new Numbering();
    for (int i = 0; i < 40_000; i++) {
      String pod = random.nextBoolean() ? POD : ",\"node\":\"n1\"";
      String observer = pod + ",\"pid\":%d".formatted(random.nextInt(30_000));
      String name = ",\"comm\":\"c%d\"".formatted(random.nextInt(3));
      String line = HEADS.get(0) + observer + name + TAILS.get(random.nextInt(2));
      read(parser, line.getBytes(StandardCharsets.UTF_8), sink);
    }
    assertThat(sink.remembered).isPositive();
    assertThat(sink.remembered + sink.looked).isEqualTo(40_000);
  }
}
