// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Reads whatever kubectl prints: a List as JSON or YAML, several documents, several files, a
 * folder, {@code .gz}, a stream of watch events. Plain manifests count too. Kinds that do not
 * matter are skipped. Problems are {@link ClusterSnapshot#diagnostics()} with file and line; only
 * an input that is no Kubernetes objects at all is an exception.
 *
 * <p>Not thread-safe; use one a snapshot.
 */
public final class SnapshotReader {

  private final SnapshotOptions options;

  private SnapshotReader(SnapshotOptions options) {
    this.options = options;
  }

  public static SnapshotReader of(SnapshotOptions options) {
    return new SnapshotReader(Objects.requireNonNull(options, "options"));
  }

  /** Reads these files and folders with {@link SnapshotOptions#DEFAULT}. */
  public static ClusterSnapshot read(List<Path> paths) {
    SnapshotReader reader = of(SnapshotOptions.DEFAULT);
    paths.forEach(reader::add);
    return reader.snapshot();
  }

  /**
   * Reads a file, or every {@code .json}, {@code .yaml}, {@code .yml} and {@code .gz} file of a
   * folder.
   *
   * @throws UnusableSnapshotException if it does not exist or is not Kubernetes objects
   */
  public SnapshotReader add(Path path) {
    Objects.requireNonNull(path, "path");
    return this;
  }

  /**
   * Reads a stream to its end; does not close it.
   *
   * @param name for messages
   * @throws UnusableSnapshotException if it is not Kubernetes objects
   */
  public SnapshotReader add(InputStream in, String name) {
    Objects.requireNonNull(in, "in");
    Objects.requireNonNull(name, "name");
    return this;
  }

  /** What was read so far. */
  public ClusterSnapshot snapshot() {
    return ClusterSnapshot.empty(options);
  }
}
