// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.trace.TraceWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Turns events into a trace: a header, a line an event, what was lost as soon as it is known, and
 * an end. A trace without an end was cut short.
 */
final class Capture {
  /** How long a stop and the counters of what was lost may wait. */
  private static final int PATIENCE_MILLIS = 200;

  /** How often what is counted in the kernel is written. */
  private static final long FOLDED_NANOS = 10_000_000_000L;

  private final EventSource source;
  private final CgroupTable cgroups;
  private final TraceLog log;
  private final OutputStream out;
  private final LongSupplier clock;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(8192 * EventDecoder.SIZE).order(ByteOrder.nativeOrder());
  private final long[] lost = new long[EventSource.LAYERS.size()];
  private long received;

  /** When the counts of the kernel were fetched last. */
  private long folded;

  /**
   * Prepares a capture; the caller closes source and stream.
   *
   * @param clock nanoseconds since 1970
   */
  Capture(
      EventSource source, CgroupTable cgroups, String node, OutputStream out, LongSupplier clock)
      throws IOException {
    this.source = source;
    this.cgroups = cgroups;
    this.out = out;
    this.log = new TraceLog(new TraceWriter(out), node);
    this.clock = clock;
  }

  /**
   * Writes until {@code stop} says so, then what had happened until then.
   *
   * @param kernel its release
   */
  void run(String kernel, BooleanSupplier stop) throws IOException, BridgeException {
    folded = clock.getAsLong();
    log.header(folded, source.hook(), kernel, source.covers());
    flush();
    while (!stop.getAsBoolean()) {
      step(PATIENCE_MILLIS);
      if (clock.getAsLong() - folded > FOLDED_NANOS) {
        folded();
      }
    }
    long stopped = clock.getAsLong();
    long last;
    do {
      last = step(0);
    } while (last < stopped);
    folded();
    log.end(clock.getAsLong(), received);
    flush();
  }

  /** The time of the last event that there was; the end of time when there was none. */
  private long step(int millis) throws IOException, BridgeException {
    source.drain(buffer, millis);
    long last = write();
    countLost();
    flush();
    return last;
  }

  /** What the kernel counted, and has not told yet. */
  private void folded() throws IOException, BridgeException {
    source.folded(buffer);
    while (buffer.hasRemaining()) {
      write();
      source.folded(buffer);
    }
    folded = clock.getAsLong();
    flush();
  }

  private long write() throws IOException, BridgeException {
    long epoch = source.epoch();
    long last = Long.MAX_VALUE;
    while (buffer.hasRemaining()) {
      Event event = EventDecoder.next(buffer);
      last = event.time() + epoch;
      if (event instanceof Event.Connection connection) {
        received++;
        log.event(connection, epoch, cgroups.owner(event.cgroup()));
      }
    }
    return last;
  }

  private void countLost() throws IOException, BridgeException {
    long[] now = source.lost();
    List<String> layers = EventSource.LAYERS;
    for (int layer = 0; layer < lost.length; layer++) {
      log.lost(clock.getAsLong(), layers.get(layer), now[layer] - lost[layer]);
      lost[layer] = now[layer];
    }
  }

  private void flush() throws IOException {
    log.flush();
    out.flush();
  }
}
