// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** Where lines go. A process that is killed has written whole lines. */
interface LineOutput extends AutoCloseable {

  /** Takes whole lines. */
  void write(byte[] lines, int length) throws IOException;

  /** Bytes in the present file. */
  default long size() {
    return 0;
  }

  /** How many of them are enough. */
  default long full() {
    return Long.MAX_VALUE;
  }

  /** How many files are kept. */
  default int files() {
    return 1;
  }

  /**
   * Begins the file anew where someone else has taken it away: what is written to one that is gone
   * is written for nobody.
   *
   * @return whether there was need to
   */
  default boolean begunAnew() throws IOException {
    return false;
  }

  /**
   * Begins a new file.
   *
   * @return the files that are one too many now, oldest first, for the caller to delete
   */
  default List<Path> next() throws IOException {
    throw new UnsupportedOperationException("not in files");
  }

  @Override
  void close() throws IOException;

  /** A pipe or a terminal, which stays open. */
  static LineOutput of(OutputStream out) {
    return new LineOutput() {
      @Override
      public void write(byte[] lines, int length) throws IOException {
        writeWhole(out, lines, length);
      }

      @Override
      public void close() throws IOException {
        out.flush();
      }
    };
  }

  /**
   * What one write(2) takes at once: it is all or nothing for a pipe (PIPE_BUF), and a file that is
   * written page by page is hardly ever left between two.
   */
  int ATOMIC = 4096;

  /** As many lines at a time as are written all or not at all. */
  static void writeWhole(OutputStream out, byte[] lines, int length) throws IOException {
    int from = 0;
    while (from < length) {
      int to = Math.min(length, from + ATOMIC);
      while (to < length && to > from && lines[to - 1] != '\n') {
        to--;
      }
      if (to == from) { // a line that is longer
        to = from + ATOMIC;
        while (to < length && lines[to - 1] != '\n') {
          to++;
        }
      }
      out.write(lines, from, to - from);
      from = to;
    }
    out.flush();
  }
}
