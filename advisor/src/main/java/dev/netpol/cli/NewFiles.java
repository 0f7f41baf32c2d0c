// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files that appear whole or not at all: each is written beside its target and moved into place
 * when all of them are there. A run that fails before that leaves the old files as they were.
 */
final class NewFiles implements AutoCloseable {
  private final Map<Path, Path> written = new LinkedHashMap<>();

  /** Writes a file beside its target; what is no regular file, as a pipe, is written at once. */
  void add(Path target, byte[] content) throws IOException {
    Path real = Files.exists(target) ? target.toRealPath() : target;
    if (Files.exists(real) && !Files.isRegularFile(real)) {
      Files.write(real, content);
      return;
    }
    Path beside = beside(real);
    written.put(real, beside);
    Files.write(beside, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    if (Files.exists(real) && Files.getFileStore(real).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(real));
    }
  }

  /**
   * Moves all of them into place, in the order in which they were added. If one cannot be moved,
   * those before it are new, and it and those after it are as they were: each is whole.
   */
  void commit() throws IOException {
    for (Map.Entry<Path, Path> file : new LinkedHashMap<>(written).entrySet()) {
      move(file.getValue(), file.getKey());
      written.remove(file.getKey());
    }
  }

  /** Removes what was not moved into place. */
  @Override
  public void close() throws IOException {
    for (Path beside : written.values()) {
      Files.deleteIfExists(beside);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Hidden, so that no {@code *.yaml} picks up half a file; numbered by process. */
  private static Path beside(Path target) {
    String name = "." + target.getFileName() + "." + ProcessHandle.current().pid();
    Path beside = target.resolveSibling(name + ".tmp");
    for (int i = 1; Files.exists(beside, LinkOption.NOFOLLOW_LINKS); i++) {
      beside = target.resolveSibling(name + "." + i + ".tmp");
    }
    return beside;
  }
}
