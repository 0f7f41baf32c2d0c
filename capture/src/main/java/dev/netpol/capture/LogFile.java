// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A log of one file or of several: full ones are renamed {@code networktrace-1.log}, {@code
 * networktrace-2.log} and so on, and the oldest are deleted. Only its owner can read it: it tells
 * who talks to whom. What a file holds already is kept, since logs can be joined.
 */
final class LogFile implements LineOutput {
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");
  private static final FileAttribute<Set<PosixFilePermission>> CREATED_PRIVATE =
      PosixFilePermissions.asFileAttribute(PRIVATE);
  private static final Set<OpenOption> APPEND =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);

  private final Path path;
  private final boolean regular;
  private final long full;
  private final int files;
  private OutputStream out;
  private @Nullable Object key;
  private long size;

  /**
   * Opens a log.
   *
   * @param full bytes of connections after which a file is full; what is no file never is
   * @param files how many to keep, the one that is written included
   */
  LogFile(Path path, long full, int files) throws IOException {
    this.regular = !streams(path);
    // A link stays where it is, and leads to the file that is written.
    this.path = Files.isSymbolicLink(path) && Files.isRegularFile(path) ? path.toRealPath() : path;
    this.full = full;
    this.files = files;
    open();
  }

  /** Whether it is there and no regular file, but a pipe or a device: it is not to be renamed. */
  static boolean streams(Path path) {
    return Files.exists(path) && !Files.isRegularFile(path);
  }

  private void open() throws IOException {
    FileChannel channel =
        regular
            ? FileChannel.open(path, APPEND, CREATED_PRIVATE)
            : FileChannel.open(path, StandardOpenOption.WRITE);
    if (regular) {
      Files.setPosixFilePermissions(path, PRIVATE);
      key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      size = channel.size();
    }
    out = Channels.newOutputStream(channel);
    boolean torn = size > 0 && !endsWithLine();
    if (regular && !isOurs(channel)) {
      channel.close();
      throw new FileSystemException(
          path.toString(), null, "another capture is writing it: name another file");
    }
    if (torn) { // whoever wrote it was interrupted
      write(new byte[] {'\n'}, 1);
    }
  }

  /**
   * Whether nobody else has it. Two would count each connection twice, and delete what the other
   * one writes. The lock goes with the channel, and with any other one of the file that is closed.
   */
  private static boolean isOurs(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      return true; // not every file system has locks
    }
  }

  private boolean endsWithLine() throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      java.nio.ByteBuffer last = java.nio.ByteBuffer.allocate(1);
      channel.read(last, channel.size() - 1);
      return last.get(0) == '\n';
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public long full() {
    return regular ? full : Long.MAX_VALUE;
  }

  @Override
  public int files() {
    return files;
  }

  @Override
  public void write(byte[] lines, int length) throws IOException {
    try {
      LineOutput.writeWhole(out, lines, length);
    } catch (IOException e) { // such as a full disk, of which the message does not say where
      FileSystemException named =
          new FileSystemException(path.toString(), null, String.valueOf(e.getMessage()));
      named.initCause(e);
      throw named;
    }
    size += length;
  }

  @Override
  public boolean begunAnew() throws IOException {
    boolean taken = isTaken();
    if (taken) {
      out.close();
      open();
    }
    return taken;
  }

  /** Whether ours was moved or removed, or what was in it, as tools do that turn logs over. */
  private boolean isTaken() throws IOException {
    if (!regular) {
      return false;
    }
    try {
      BasicFileAttributes there = Files.readAttributes(path, BasicFileAttributes.class);
      return !Objects.equals(there.fileKey(), key) || there.size() < size;
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  @Override
  public List<Path> next() throws IOException {
    out.close();
    NavigableMap<Long, Path> old = rotated();
    if (!isTaken()) {
      long next = old.isEmpty() ? 1 : old.lastKey() + 1;
      Path moved = path.resolveSibling(name(next));
      Files.move(path, moved);
      old.put(next, moved);
    }
    open();
    List<Path> surplus = new ArrayList<>(old.values());
    return surplus.subList(0, Math.max(0, surplus.size() - (files - 1)));
  }

  private NavigableMap<Long, Path> rotated() throws IOException {
    Pattern numbered =
        Pattern.compile(Pattern.quote(stem() + "-") + "(\\d{1,18})" + Pattern.quote(suffix()));
    NavigableMap<Long, Path> found = new TreeMap<>();
    try (Stream<Path> beside = Files.list(path.toAbsolutePath().getParent())) {
      for (Path file : beside.toList()) {
        Matcher name = numbered.matcher(String.valueOf(file.getFileName()));
        if (name.matches()) {
          found.put(Long.valueOf(name.group(1)), path.resolveSibling(file.getFileName()));
        }
      }
    }
    return found;
  }

  private String name(long number) {
    return stem() + "-" + number + suffix();
  }

  private String stem() {
    String name = String.valueOf(path.getFileName());
    return name.substring(0, name.length() - suffix().length());
  }

  private String suffix() {
    String name = String.valueOf(path.getFileName());
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : name.substring(dot);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
