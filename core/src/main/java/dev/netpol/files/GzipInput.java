// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decompresses gzip data, one member after the other. Java's own stream is not used: it takes a
 * later member whose header is damaged for the end of the data.
 *
 * <p>Where the data break off, {@link #read} throws an {@link EOFException}, where they are damaged
 * a {@link ZipException}, with a message that says so; from then on they are at their end.
 */
public final class GzipInput extends InputStream {
  private final InputStream compressed;
  private final GzipFraming framing;
  private final Inflater inflater = new Inflater(true);
  private final byte[] single = new byte[1];
  private boolean inMember;
  private boolean ended;

  /** Whether data that begin so are gzip data. */
  public static boolean begins(byte[] head) {
    return head.length > 1 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
  }

  public GzipInput(InputStream compressed) {
    this.compressed = Objects.requireNonNull(compressed, "compressed");
    this.framing = new GzipFraming(compressed);
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, target.length);
    if (ended) {
      return -1;
    }
    boolean more = false;
    try {
      int read = inflate(target, from, length);
      more = read >= 0;
      return read;
    } catch (EOFException e) {
      throw caused(new EOFException("gzip data break off"), e);
    } catch (ZipException | DataFormatException e) {
      throw caused(new ZipException("gzip data are damaged: " + e.getMessage()), e);
    } finally {
      if (!more) {
        end();
      }
    }
  }

  private static IOException caused(IOException told, Exception by) {
    told.initCause(by);
    return told;
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

  private void end() {
    ended = true;
    inflater.end();
  }

  /** Also closes what is decompressed. */
  @Override
  public void close() throws IOException {
    end();
    compressed.close();
  }
}
