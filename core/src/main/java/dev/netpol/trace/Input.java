// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.files.GzipInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * One file or spooled stream.
 *
 * @param name for messages
 * @param path of the file, unless {@code spool} is there
 * @param size in bytes as stored
 * @param gzip whether what is stored is gzip
 * @param chosen whether it was named itself, rather than found in a folder
 */
record Input(
    String name,
    Optional<Path> path,
    Optional<Spool> spool,
    long size,
    boolean gzip,
    boolean chosen) {

  static Input of(String name, Path path, boolean chosen) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return new Input(
          name, Optional.of(path), Optional.empty(), channel.size(), gzip(channel), chosen);
    }
  }

  static Input of(String name, Spool spool) throws IOException {
    FileChannel channel = spool.channel();
    return new Input(
        name, Optional.empty(), Optional.of(spool), channel.size(), gzip(channel), true);
  }

  /** By content: the name says nothing. */
  private static boolean gzip(FileChannel channel) throws IOException {
    ByteBuffer magic = ByteBuffer.allocate(2);
    int read;
    do {
      read = channel.read(magic, magic.position());
    } while (read > 0 && magic.hasRemaining());
    return magic.position() == 2 && GzipInput.begins(magic.array());
  }

  /** Opens it for reading from an offset of what is stored. */
  Open open(long offset, LongConsumer progress) throws IOException {
    if (spool.isPresent()) {
      return new Open(spool.get().channel(), false, offset, progress);
    }
    FileChannel channel = FileChannel.open(path.orElseThrow(), StandardOpenOption.READ);
    return new Open(channel, true, offset, progress);
  }

  /** Reads by position, so that a channel can be shared, and a truncated file is just shorter. */
  static final class Open extends InputStream implements ByteSource {
    private final FileChannel channel;
    private final boolean owned;
    private final LongConsumer progress;
    private long position;
    private byte[] wrapped = new byte[0];
    private ByteBuffer wrapper = ByteBuffer.wrap(wrapped);

    private Open(FileChannel channel, boolean owned, long position, LongConsumer progress) {
      this.channel = channel;
      this.owned = owned;
      this.position = position;
      this.progress = progress;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      if (wrapped != target) {
        wrapped = target;
        wrapper = ByteBuffer.wrap(target);
      }
      wrapper.limit(from + length).position(from);
      int read = channel.read(wrapper, position);
      if (read > 0) {
        position += read;
        progress.accept(read);
      }
      return read;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 1 ? -1 : one[0] & 0xff;
    }

    @Override
    public int available() throws IOException {
      return (int) Math.min(Integer.MAX_VALUE, Math.max(0, channel.size() - position));
    }

    @Override
    public void close() {
      if (owned) {
        try {
          channel.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
