// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/** A line on the terminal that shows how far a long run is, and leaves no trace. */
public final class Progress implements AutoCloseable {
  private static final long FIRST = 1_000;
  private static final long NEXT = 200;
  private static final long KILO = 1_000;
  private static final long MEGA = 1_000_000;
  private static final int CELLS = 30;
  private static final String CLEAR = "\r\033[K";

  private final PrintStream err;
  private final LongSupplier total;
  private final long first;
  private final Thread thread;
  private volatile long done;
  private boolean shown;
  private boolean closed;

  private Progress(PrintStream err, LongSupplier total, long first) {
    this.err = err;
    this.total = total;
    this.first = first;
    this.thread = new Thread(this::draw, "progress");
    thread.setDaemon(true);
  }

  /**
   * Draws from the first second on, if someone watches.
   *
   * @param total bytes to read; 0 while unknown
   */
  public static Progress start(Shell shell, LongSupplier total) {
    return start(shell, total, FIRST);
  }

  /** The same, from another time on: milliseconds. */
  public static Progress start(Shell shell, LongSupplier total, long first) {
    Progress progress = new Progress(shell.err(), total, first);
    if (shell.watched()) {
      progress.thread.start();
    }
    return progress;
  }

  /** So many bytes are read. */
  public void at(long bytes) {
    done = bytes;
  }

  /** {@code [======> ] 43% 430 MB of 1,000 MB}. */
  public static String line(long done, long total) {
    long unit = total > 0 && total < 10 * MEGA ? KILO : MEGA;
    if (total <= 0) {
      return "reading  " + bytes(done, unit);
    }
    double part = Math.min(1, (double) done / total);
    int full = (int) (part * CELLS);
    String bar = "=".repeat(full) + (full < CELLS ? ">" + " ".repeat(CELLS - full - 1) : "");
    int percent = (int) (part * 100);
    return "[" + bar + "] " + percent + "%  " + bytes(done, unit) + " of " + bytes(total, unit);
  }

  private static String bytes(long bytes, long unit) {
    return Words.number(bytes / unit) + (unit == KILO ? " kB" : " MB");
  }

  private synchronized void draw() {
    try {
      long millis = first;
      while (!closed) {
        wait(millis);
        millis = NEXT;
        if (!closed) {
          err.print(CLEAR + line(done, total.getAsLong()));
          err.flush();
          shown = true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
    if (shown) {
      err.print(CLEAR);
      err.flush();
      shown = false;
    }
  }
}
