// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

  private final Timestamps times = new Timestamps();

  private long parse(String text) {
    byte[] bytes =
        (text + " ".repeat(EightBytes.PADDING)).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return times.parse(bytes, 0, bytes.length - EightBytes.PADDING);
  }

  @Property
  void agrees_with_the_jdk(
      @ForAll @LongRange(max = 7_000_000_000L) long second,
      @ForAll @IntRange(max = 999_999_999) int nano,
      @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int minutesEast) {
    ZoneOffset offset = ZoneOffset.ofTotalSeconds(minutesEast * 60);
    OffsetDateTime time = Instant.ofEpochSecond(second, nano).atOffset(offset);
    long expected = second * 1_000_000_000 + nano;
    // The JDK leaves the seconds out where they are zero; RFC 3339 does not.
    String text = time.toString().replaceFirst("T(\\d\\d:\\d\\d)(?=[Z+-])", "T$1:00");

    boolean inside = time.getYear() >= 1970;
    assertThat(parse(text)).isEqualTo(inside ? expected : EventView.NO_TIME);
    assertThat(Timestamps.parse(text)).isEqualTo(parse(text));
    String withoutColon = text.replaceFirst("([+-]\\d\\d):(\\d\\d)$", "$1$2");
    assertThat(parse(withoutColon)).isEqualTo(parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "2026-11-20",
        "2026-11-20T12:00Z",
        "2026-11-20T12:00:00",
        "2026-11-20T12:00:60Z",
        "2026-11-20T24:00:00Z",
        "2026-13-20T12:00:00Z",
        "2026-02-30T12:00:00Z",
        "2026-11-20T12:00:00.Z",
        "2026-11-20T12:00:00.1234567891Z",
        "2026-11-20T12:00:00+01",
        "2026-11-20T12:00:00+01:0",
        "2026-11-20T12:00:00 0100",
        "2026-11-20T12:00:00Z ",
        "1969-12-31T23:59:59Z",
        "9999-12-31T23:59:59Z"
      })
  void anything_else_is_no_time(String text) {
    assertThat(parse(text)).isEqualTo(EventView.NO_TIME);
  }
}
