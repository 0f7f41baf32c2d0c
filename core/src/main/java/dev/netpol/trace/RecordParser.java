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

  /**
   * Reads the record that begins at {@code from} if it is one line, ends before {@code to} and this
   * shows while it is read; spares those who cut records to look for the end. Makes one call on the
   * sink, of which the format is in no doubt.
   *
   * @return index of the newline behind it, or -1: then there was no call
   */
  default int line(byte[] bytes, int from, int to, RecordAt at, EventSink sink) {
    return -1;
  }

  /** The part has ended; what is held back must go to the sink now. */
  default void finish(EventSink sink) {}
}
