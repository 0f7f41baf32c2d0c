// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.files.GzipInput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * Decompresses a trace. What breaks off or is damaged ends early, and that is remembered: what came
 * before is worth reading.
 */
final class Gunzip implements ByteSource {

  /** More came out than the limit allows. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    TooLarge(String message) {
      super(message);
    }
  }

  private final GzipInput input;
  private final long limit;
  private long size;
  private Optional<String> damage = Optional.empty();

  Gunzip(InputStream compressed, ReadLimits limits) {
    this.input = new GzipInput(compressed);
    this.limit = limits.decompressedSize();
  }

  /** What is wrong with the data, if anything was until now. */
  Optional<String> damage() {
    return damage;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    int read = -1;
    try {
      read = input.read(target, from, length);
    } catch (EOFException | ZipException e) {
      damage = Optional.of(String.valueOf(e.getMessage()));
    }
    size += Math.max(0, read);
    if (size > limit) {
      throw new TooLarge(
          "it decompresses to more than the limit decompressedSize of " + limit + " bytes");
    }
    return read;
  }
}
