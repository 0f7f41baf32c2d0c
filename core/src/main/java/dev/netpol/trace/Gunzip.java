// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decompresses, one member after the other. Data that break off or are damaged end early, and that
 * is remembered. Java's own stream is not used: it takes a later member whose header is damaged for
 * the end of the data.
 */
final class Gunzip implements ByteSource {

  /** More came out than the limit allows. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    TooLarge(String message) {
      super(message);
    }
  }

  private final GzipFraming framing;
  private final long limit;
  private final Inflater inflater = new Inflater(true);
  private boolean inMember;
  private boolean ended;
  private long size;
  private Optional<String> damage = Optional.empty();

  Gunzip(InputStream compressed, ReadLimits limits) {
    this.framing = new GzipFraming(compressed);
    this.limit = limits.decompressedSize();
  }

  /** What is wrong with the data, if anything was until now. */
  Optional<String> damage() {
    return damage;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    if (ended) {
      return -1;
    }
    int read = -1;
    try {
      read = inflate(target, from, length);
    } catch (EOFException e) {
      damage = Optional.of("gzip data break off");
    } catch (ZipException | DataFormatException e) {
      damage = Optional.of("gzip data are damaged: " + e.getMessage());
    }
    if (read < 0) {
      ended = true;
      inflater.end();
    }
    size += Math.max(0, read);
    if (size > limit) {
      throw new TooLarge(
          "it decompresses to more than the limit decompressedSize of " + limit + " bytes");
    }
    return read;
  }

  private int inflate(byte[] target, int from, int length) throws IOException, DataFormatException {
    while (inMember || framing.header()) {
      inMember = true;
      int read = inflater.inflate(target, from, length);
      if (read > 0 || length == 0) {
        framing.came(target, from, read);
        return read;
      }
      if (inflater.finished()) {
        framing.trailer(inflater.getRemaining(), inflater.getBytesWritten());
        inflater.reset();
        inMember = false;
      } else if (inflater.needsDictionary()) {
        throw new ZipException("they need a dictionary");
      } else {
        framing.giveTo(inflater);
      }
    }
    return -1;
  }
}
