// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndingTest {
  @Test
  void a_time_may_be_longer_than_nanoseconds_can_count() {
    assertThat(new Ending().stop(Optional.of(Duration.ofDays(999_999_999))).getAsBoolean())
        .isFalse();
  }

  @Test
  void it_is_time_when_the_time_is_over() {
    assertThat(new Ending().stop(Optional.of(Duration.ofNanos(1))).getAsBoolean()).isTrue();
    assertThat(new Ending().stop(Optional.empty()).getAsBoolean()).isFalse();
  }
}
