// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Something to read a trace from. */
public final class TraceSource {

  private final String name;
  private final Optional<Path> path;
  private final Optional<InputStream> stream;
  private Optional<Spool> spool = Optional.empty();

  private TraceSource(String name, Optional<Path> path, Optional<InputStream> stream) {
    this.name = name;
    this.path = path;
    this.stream = stream;
  }

  /** A file, or a folder with all files in it and below. Files may be gzip. */
  public static TraceSource of(Path path) {
    return new TraceSource(path.toString(), Optional.of(path), Optional.empty());
  }

  /**
   * A stream. It is read to its end once and kept in a private temporary file, so that it can be
   * read again.
   *
   * @param name for messages, for example {@code <stdin>}
   */
  public static TraceSource of(InputStream stream, String name) {
    Objects.requireNonNull(name, "name");
    return new TraceSource(name, Optional.empty(), Optional.of(stream));
  }

  /** What messages call it. */
  public String name() {
    return name;
  }

  /** The file or folder, unless this is a stream, or a pipe, which is as good as one. */
  Optional<Path> path() {
    return path.filter(file -> Files.isRegularFile(file) || Files.isDirectory(file));
  }

  /** What is in the stream. */
  synchronized Spool spool() throws IOException {
    if (spool.isEmpty()) {
      if (stream.isPresent()) {
        spool = Optional.of(Spool.of(stream.get()));
      } else {
        try (InputStream pipe = Files.newInputStream(path.orElseThrow())) {
          spool = Optional.of(Spool.of(pipe));
        }
      }
    }
    return spool.get();
  }

  synchronized void close() {
    spool.ifPresent(Spool::close);
  }

  @Override
  public String toString() {
    return name;
  }
}
