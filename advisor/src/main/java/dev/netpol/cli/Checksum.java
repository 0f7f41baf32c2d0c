// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts the bytes that are read from a stream, and sums them up. */
final class Checksum extends FilterInputStream {
  private final MessageDigest digest;
  private long bytes;

  Checksum(InputStream in) {
    super(in);
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    if (next >= 0) {
      digest.update((byte) next);
      bytes++;
    }
    return next;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = super.read(into, offset, length);
    if (count > 0) {
      digest.update(into, offset, count);
      bytes += count;
    }
    return count;
  }

  // What is skipped or read twice would be missing or doubled.
  @Override
  public long skip(long count) throws IOException {
    byte[] some = new byte[(int) Math.min(count, 8192)];
    return Math.max(0, read(some, 0, some.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  long bytes() {
    return bytes;
  }

  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
