// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files that are meant where a path may be a folder: those in it and in the folders below it,
 * also where a link leads. What is hidden is left out, and a file that has several names counts
 * once: of a mounted ConfigMap, whose files are links into a hidden folder, each is there once.
 */
public final class FilesBelow {
  private final Path folder;
  private final List<String> suffixes;
  private final List<Path> found = new ArrayList<>();

  private FilesBelow(Path folder, List<String> suffixes) {
    this.folder = folder;
    this.suffixes = suffixes;
  }

  /** All files below a folder, sorted; what is no folder is meant itself. */
  public static List<Path> of(Path path) throws IOException {
    return of(path, List.of());
  }

  /**
   * Files below a folder whose names end in one of these, sorted; what is no folder is meant
   * itself.
   *
   * @param suffixes in lower case, which names need not be; none for all files
   * @throws IOException if the folder or one below it cannot be read; it says which
   */
  public static List<Path> of(Path path, List<String> suffixes) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    FilesBelow files = new FilesBelow(path, suffixes);
    Files.walkFileTree(
        path, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, files.new Visit());
    return files.once();
  }

  private List<Path> once() throws IOException {
    List<Path> list = new ArrayList<>();
    Set<Path> seen = new HashSet<>();
    for (Path file : found.stream().sorted().toList()) {
      if (seen.add(file.toRealPath())) {
        list.add(file);
      }
    }
    return List.copyOf(list);
  }

  private boolean hidden(Path file) {
    return !file.equals(folder) && name(file).startsWith(".");
  }

  private boolean named(Path file) {
    String name = name(file).toLowerCase(Locale.ROOT);
    return suffixes.isEmpty() || suffixes.stream().anyMatch(name::endsWith);
  }

  private static String name(Path file) {
    Path last = file.getFileName();
    return last == null ? "" : last.toString();
  }

  private final class Visit extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes) {
      return hidden(below) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && !hidden(file) && named(file)) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    // A link that leads back up leads to what is being read already.
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (hidden(file) || e instanceof FileSystemLoopException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path below, @Nullable IOException e)
        throws IOException {
      if (e != null && !(e instanceof FileSystemException)) { // such as of a broken disk
        FileSystemException named =
            new FileSystemException(below.toString(), null, String.valueOf(e.getMessage()));
        named.initCause(e);
        throw named;
      }
      return super.postVisitDirectory(below, e);
    }
  }
}
