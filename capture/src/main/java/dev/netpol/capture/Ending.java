// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.terminal.Arguments;
import dev.netpol.terminal.Option;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Ends the process in an orderly way. A capture runs until it is told to stop: by SIGINT or
 * SIGTERM, after which what is known is still written, and the exit code is the program's own and
 * not the signal's.
 */
final class Ending {
  static final Option DURATION =
      Option.one("--duration", "TIME", "Stop after this time, for example 10m; else when told to.");

  /**
   * A reader of our output may have stopped reading: then nothing can be written any more. Less
   * than kubelet waits before it kills, 30 seconds; enough to write what a busy machine has in the
   * ring.
   */
  private static final int PATIENCE_SECONDS = 25;

  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean waited;
  private volatile boolean asked;
  private volatile int code;

  /** From now on signals are requests, once someone looks at {@link #stop}. */
  void install() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::told, "ending"));
  }

  /** The time that was asked for. */
  static Optional<Duration> duration(Arguments arguments) {
    return Amounts.time(arguments, DURATION);
  }

  /** Whether it is time to end; who calls this promises to look at it. */
  BooleanSupplier stop(Optional<Duration> after) {
    waited = true;
    long begun = System.nanoTime();
    return () ->
        asked
            || (after.isPresent()
                && Duration.ofNanos(System.nanoTime() - begun).compareTo(after.get()) >= 0);
  }

  /** Exits with a code, also while a signal ends the process. */
  void exit(int with) {
    code = with;
    done.countDown();
    System.exit(with);
  }

  private void told() {
    asked = true;
    try {
      // A signal would give its own exit code, hence the halt.
      if (waited && done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(code);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
