// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;

/** Something to read a trace from. */
public final class TraceSource {

  private final String name;
  private final Path path;
  private final InputStream stream;

  @SuppressWarnings("NullAway")
  private TraceSource(String name, Path path, InputStream stream) {
    this.name = name;
    this.path = path;
    this.stream = stream;
  }

  /** A file, or a folder with all files in it and below. Either may be gzip. */
  @SuppressWarnings("NullAway")
  public static TraceSource of(Path path) {
    Objects.requireNonNull(path, "path");
    return new TraceSource(path.toString(), path, null);
  }

  /**
   * A stream. It is kept in a private temporary file so that it can be read more than once.
   *
   * @param name for messages, for example {@code <stdin>}
   */
  @SuppressWarnings("NullAway")
  public static TraceSource of(InputStream stream, String name) {
    Objects.requireNonNull(stream, "stream");
    Objects.requireNonNull(name, "name");
    return new TraceSource(name, null, stream);
  }

  /** What messages call it. */
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return name;
  }

  Path path() {
    return path;
  }

  InputStream stream() {
    return stream;
  }
}
