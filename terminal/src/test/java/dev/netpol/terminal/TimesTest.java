// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.trace.EventView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimesTest {

  @Test
  void any_time_reads_as_the_standard_has_it() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      long nanos = random.nextLong();
      Instant second = Instant.EPOCH.plusNanos(nanos).truncatedTo(ChronoUnit.SECONDS);

      assertThat(Times.second(nanos)).isEqualTo(second.toString());
      String micros = Times.micros(nanos);
      assertThat(micros).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
      assertThat(Instant.parse(micros))
          .isEqualTo(Instant.EPOCH.plusNanos(nanos).truncatedTo(ChronoUnit.MICROS));
    }
  }

  @Test
  void an_unknown_time_is_empty() {
    assertThat(Times.second(EventView.NO_TIME)).isEmpty();
    assertThat(Times.micros(EventView.NO_TIME)).isEmpty();
  }

  @Test
  void a_window_names_its_day_once() {
    long noon = Instant.parse("2026-11-20T12:00:00Z").getEpochSecond() * 1_000_000_000;

    assertThat(Times.window(noon, noon + 5_000_000_000L))
        .isEqualTo("2026-11-20T12:00:00Z to 12:00:05Z");
    assertThat(Times.window(noon, noon + 999_999_999)).isEqualTo("2026-11-20T12:00:00Z");
  }
}
