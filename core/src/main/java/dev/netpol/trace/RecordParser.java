// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

/** Knows one format. Keeps state between records only to be fast; used by one thread. */
interface RecordParser {

  /**
   * Makes one call on the sink for the record, which is not blank, in {@code bytes[from, to)}.
   * Behind it are at least {@link EightBytes#PADDING} bytes.
   *
   * @return whether the record was understood as one of the format
   */
  boolean record(byte[] bytes, int from, int to, RecordAt at, EventSink sink);

  /** The part has ended; what is held back must go to the sink now. */
  default void finish(EventSink sink) {}
}
