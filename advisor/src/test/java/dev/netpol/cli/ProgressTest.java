// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void shows_how_much_of_the_input_is_read() {
    assertThat(Progress.line(430_000_000, 1_000_000_000))
        .isEqualTo("[============>                 ] 43%  430 MB of 1,000 MB");
    assertThat(Progress.line(0, 10_000_000))
        .isEqualTo("[>                             ] 0%  0 MB of 10 MB");
    assertThat(Progress.line(10_000_000, 10_000_000))
        .isEqualTo("[==============================] 100%  10 MB of 10 MB");
  }

  @Test
  void does_not_guess_a_length_it_does_not_know() {
    assertThat(Progress.line(12_345_678, 0)).isEqualTo("reading  12 MB");
  }
}
