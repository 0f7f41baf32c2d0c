// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineFeedTest {

  private static final String LINE =
      "{\"type\":\"connect\",\"proto\":\"TCP\",\"saddr\":\"10.0.0.1\",\"daddr\":\"10.0.0.2\",\"dport\":80}";

  @Test
  void a_carriage_return_does_not_count_for_the_limit_wherever_a_read_ends() throws IOException {
    for (int first = 1; first <= LINE.length() + 2; first++) {
      assertThat(read(LINE + "\r\n", first, LINE.length()).events).hasSize(1);
      assertThat(read(LINE + "\r\n" + LINE, first, LINE.length() - 1).reasons())
          .isEqualTo(Map.of(SkipReason.TOO_LONG, 2));
    }
  }

  /** The bytes up to {@code first}, then the others. */
  private static Records read(String text, int first, int limit) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    ByteSource pieces =
        (target, from, length) -> {
          int piece = left.position() < first ? first - left.position() : left.remaining();
          left.get(target, from, Math.min(piece, length));
          return piece == 0 ? -1 : Math.min(piece, length);
        };
    ReadLimits limits = new ReadLimits(limit, 50, 1 << 20);
    RecordParser parser = new NetworkTraceRecords(limits);
    Records records = new Records();
    new LineFeed(pieces, 0, parser, new RecordAt(0), records, limits, Feed.buffer())
        .run(Long.MAX_VALUE);
    return records;
  }
}
