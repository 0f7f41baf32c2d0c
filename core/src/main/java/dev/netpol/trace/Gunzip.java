// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Decompresses. Data that break off or are damaged end early, and that is remembered. */
final class Gunzip implements ByteSource {

  /** More came out than the limit allows. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    TooLarge(String message) {
      super(message);
    }
  }

  private final InputStream compressed;
  private final long limit;
  private Optional<GZIPInputStream> stream = Optional.empty();
  private long size;
  private Optional<String> damage = Optional.empty();

  Gunzip(InputStream compressed, ReadLimits limits) {
    this.compressed = compressed;
    this.limit = limits.decompressedSize();
  }

  /** What is wrong with the data, if anything was until now. */
  Optional<String> damage() {
    return damage;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    int read;
    try {
      if (stream.isEmpty()) {
        stream = Optional.of(new GZIPInputStream(compressed, 1 << 16));
      }
      read = stream.get().read(target, from, length);
    } catch (EOFException e) {
      damage = Optional.of("gzip data break off");
      return -1;
    } catch (ZipException e) {
      damage = Optional.of("gzip data are damaged: " + e.getMessage());
      return -1;
    }
    size += Math.max(0, read);
    if (size > limit) {
      throw new TooLarge(
          "it decompresses to more than the limit decompressedSize of " + limit + " bytes");
    }
    return read;
  }
}
