// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a reader keeps ends somewhere, whatever the log holds and however long it is. */
class ReaderMemoryTest {

  private static final int FED = 8 << 20;
  private static final int KEPT = 6 << 20;
  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{2,}\\b(?![a-z0-9._/-]*\"?:)");

  /** In place of a number that no other line has. */
  private static final String NUMBER = "10000000";

  static List<TraceReaderContract> formats() {
    return TraceReaderLaws.FORMATS;
  }

  /** Counts, and keeps nothing. */
  private static final class Counting implements EventSink {
    private int records;
    private int events;

    @Override
    public void event(EventView event) {
      records++;
      events++;
    }

    @Override
    public void skipped(SkippedRecord record) {
      records++;
    }

    @Override
    public void lost(LostRecord lost) {
      records++;
    }

    @Override
    public void header(TraceHeader header) {
      records++;
    }

    @Override
    public void object(TraceObject object) {
      records++;
    }

    @Override
    public void end(EndRecord end) {
      records++;
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void names_that_never_come_again_are_not_kept(TraceReaderContract format) {
    RecordParser parser = format.format().parser(ReadLimits.DEFAULT);
    Counting sink = new Counting();
    Random random = new Random(7);
    long before = used();
    List<String> strange =
        IntStream.range(0, 40)
            .mapToObj(i -> strange(format.lines().get(i % format.lines().size()), random))
            .toList();
    int lines = 0;
    for (long fed = 0; fed < FED; lines++) {
      String line = strange.get(lines % strange.size()).replace(NUMBER, "" + (10_000_001 + lines));
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      byte[] padded = Arrays.copyOf(bytes, bytes.length + EightBytes.PADDING);
      parser.record(padded, 0, bytes.length, new RecordAt(0), sink);
      fed += bytes.length;
    }
    long kept = used() - before;
    // Held until here.
    parser.finish(sink);

    assertThat(sink.records).isEqualTo(lines);
    assertThat(sink.events).isPositive();
    assertThat(kept).isLessThan(KEPT);
  }

  @Test
  void labels_that_never_come_again_are_not_kept() throws IOException {
    LabelTexts texts = new LabelTexts(ReadLimits.DEFAULT, Optional::of);
    long before = used();
    int labels = 0;
    for (long fed = 0; fed < 4L * FED; fed += 3000) {
      String label = "\"app=" + labels++ + "x".repeat(3000) + "\"";
      byte[] padded = Arrays.copyOf(label.getBytes(StandardCharsets.UTF_8), 3100);
      assertThat(texts.labels(padded, 0, label.length())).hasSizeGreaterThan(3000);
    }
    long kept = used() - before;

    byte[] again = "\"app=web\"".getBytes(StandardCharsets.UTF_8);
    assertThat(texts.labels(Arrays.copyOf(again, 100), 0, again.length))
        .isEqualTo("{\"app\":\"web\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(kept).isLessThan(KEPT);
  }

  /** Some words of the line, but no names of fields, become long ones. */
  private static String strange(String line, Random random) {
    return WORD.matcher(line)
        .replaceAll(
            word ->
                random.nextInt(8) == 0
                    ? word.group() + "-" + NUMBER + "x".repeat(400)
                    : word.group());
  }

  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @ParameterizedTest
  @EnumSource(Sniffed.Layout.class)
  void a_record_without_an_end_is_not_kept(Sniffed.Layout layout) throws IOException {
    ReadLimits limits = new ReadLimits(1 << 20, ReadLimits.NESTING, ReadLimits.DECOMPRESSED_SIZE);
    RecordParser json = TraceFormat.HUBBLE.parser(limits);
    Counting sink = new Counting();
    RecordAt at = new RecordAt(0);
    ByteSource endless = new Endless(FED);
    RecordParser parser =
        layout == Sniffed.Layout.CONTAINER_LOG ? new ContainerLog(json, limits) : json;
    Feed feed = layout.feed(endless, 0, parser, at, sink, limits, Feed.buffer());
    feed.run(Long.MAX_VALUE);

    assertThat(feed.buffer.length).isLessThan(4 << 20);
    assertThat(sink.records).isEqualTo(1);
  }

  /** One object, one line, one text. */
  private static final class Endless implements ByteSource {
    private long left;
    private boolean begun;

    Endless(long length) {
      this.left = length;
    }

    @Override
    public int read(byte[] target, int from, int length) {
      if (left <= 0) {
        return -1;
      }
      byte[] start = "{\"flow\":\"".getBytes(StandardCharsets.UTF_8);
      Arrays.fill(target, from, from + length, (byte) 'x');
      if (!begun) {
        System.arraycopy(start, 0, target, from, start.length);
        begun = true;
      }
      left -= length;
      return length;
    }
  }
}
