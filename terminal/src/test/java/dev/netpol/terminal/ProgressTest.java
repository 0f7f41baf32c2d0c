// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void shows_how_much_of_the_input_is_read() {
    assertThat(Progress.line(430_000_000, 1_000_000_000))
        .isEqualTo("[============>                 ] 43%  430 MB of 1,000 MB");
    assertThat(Progress.line(0, 10_000_000))
        .isEqualTo("[>                             ] 0%  0 MB of 10 MB");
    assertThat(Progress.line(1_234, 9_999_999))
        .isEqualTo("[>                             ] 0%  1 kB of 9,999 kB");
    assertThat(Progress.line(10_000_000, 10_000_000))
        .isEqualTo("[==============================] 100%  10 MB of 10 MB");
  }

  @Test
  void draws_for_someone_who_watches_and_leaves_no_trace() throws InterruptedException {
    CountDownLatch drawn = new CountDownLatch(1);
    ByteArrayOutputStream screen =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            drawn.countDown();
          }
        };

    try (Progress progress = Progress.start(shell(screen, true), () -> 100_000_000, 1)) {
      progress.at(50_000_000);
      assertThat(drawn.await(30, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(screen.toString(UTF_8))
        .startsWith("\r\033[K[")
        .contains(" of 100 MB")
        .endsWith("\r\033[K");
  }

  @Test
  void draws_nothing_in_a_short_run_or_for_nobody() {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();

    try (Progress progress = Progress.start(shell(screen, true), () -> 100, 60_000)) {
      progress.at(50);
    }
    try (Progress progress = Progress.start(shell(screen, false), () -> 100, 0)) {
      progress.at(50);
    }

    assertThat(screen.size()).isZero();
  }

  private static Shell shell(ByteArrayOutputStream screen, boolean watched) {
    PrintStream err = new PrintStream(screen, true, UTF_8);
    return new Shell(InputStream.nullInputStream(), err, err, watched);
  }

  @Test
  void does_not_guess_a_length_it_does_not_know() {
    assertThat(Progress.line(12_345_678, 0)).isEqualTo("reading  12 MB");
  }
}
