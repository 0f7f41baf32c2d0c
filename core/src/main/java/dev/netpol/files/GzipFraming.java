// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/** What stands around the compressed data of each member of gzip data (RFC 1952). */
final class GzipFraming {

  // Bits of the flags.
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int KNOWN = 31;

  private final InputStream compressed;
  private final byte[] buffer = new byte[1 << 16];
  private int from;
  private int end;

  /** Of the header that is being read, then of what came out of the member. */
  private final CRC32 checksum = new CRC32();

  GzipFraming(InputStream compressed) {
    this.compressed = compressed;
  }

  /**
   * Reads the header of the next member. Zeros before it are passed over, with which tapes and
   * blocks are filled up.
   *
   * @return whether there is another member
   */
  boolean header() throws IOException {
    while (from < end || fill()) {
      if (buffer[from] != 0) {
        member();
        return true;
      }
      from++;
    }
    return false;
  }

  private void member() throws IOException {
    checksum.reset();
    if (next() != 0x1f || next() != 0x8b) {
      throw new ZipException("something else follows");
    }
    int method = next();
    int flags = next();
    if (method != 8 || flags > KNOWN) {
      throw new ZipException("unknown compression method");
    }
    // The time, how well it was compressed and where.
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(number(2));
    }
    for (int text = flags & (NAME | COMMENT); text != 0; text &= text - 1) {
      while (next() != 0) {
        // Up to the zero that ends it.
      }
    }
    long sum = checksum.getValue() & 0xffff;
    if ((flags & HEADER_CHECKSUM) != 0 && number(2) != sum) {
      throw new ZipException("wrong checksum of a header");
    }
    checksum.reset();
  }

  /** Counts what came out of the member. */
  void came(byte[] bytes, int start, int length) {
    checksum.update(bytes, start, length);
  }

  /** Gives more of the member to the inflater. */
  void giveTo(Inflater inflater) throws IOException {
    if (from == end && !fill()) {
      throw new EOFException();
    }
    inflater.setInput(buffer, from, end - from);
    from = end;
  }

  /** Reads what stands behind the compressed data, of which the inflater has left some. */
  void trailer(int left, long written) throws IOException {
    from = end - left;
    long sum = checksum.getValue();
    if (number(4) != sum || number(4) != (written & 0xffff_ffffL)) {
      throw new ZipException("wrong checksum or length");
    }
  }

  private long number(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (long) next() << (8 * i);
    }
    return number;
  }

  private void skip(long bytes) throws IOException {
    for (long i = 0; i < bytes; i++) {
      next();
    }
  }

  private int next() throws IOException {
    if (from == end && !fill()) {
      throw new EOFException();
    }
    checksum.update(buffer[from]);
    return buffer[from++] & 0xff;
  }

  private boolean fill() throws IOException {
    int read = compressed.read(buffer, 0, buffer.length);
    from = 0;
    end = Math.max(0, read);
    return read > 0;
  }
}
