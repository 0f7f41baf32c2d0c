// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.files.FilesBelow;
import dev.netpol.files.Unreadable;
import dev.netpol.model.Position;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads whatever kubectl prints: a List as JSON or YAML, several documents, several files, a
 * folder, {@code .gz}, a stream of watch events. Plain manifests count too. Kinds that do not
 * matter are skipped. Problems are {@link ClusterSnapshot#diagnostics()} with file and line; only
 * an input that cannot be read as Kubernetes objects, or not to its end, is an exception.
 *
 * <p>Not thread-safe; use one a snapshot.
 */
public final class SnapshotReader {
  private static final List<String> SUFFIXES = List.of(".json", ".yaml", ".yml", ".gz");

  private final SnapshotOptions options;
  private final SnapshotInput input;
  private final Facts facts = new Facts();

  private final List<String> inputs = new ArrayList<>();
  private final Optional<TrimmedObjects> copies;

  private SnapshotReader(SnapshotOptions options, Optional<TrimmedObjects> copies) {
    this.options = options;
    this.copies = copies;
    this.input = new SnapshotInput(options, copies);
  }

  public static SnapshotReader of(SnapshotOptions options) {
    return new SnapshotReader(Objects.requireNonNull(options, "options"), Optional.empty());
  }

  /** Keeps the objects, too, for {@link #objects()}. */
  public static SnapshotReader keeping(SnapshotOptions options) {
    return new SnapshotReader(
        Objects.requireNonNull(options, "options"), Optional.of(new TrimmedObjects()));
  }

  /** Reads these files and folders with {@link SnapshotOptions#DEFAULT}. */
  public static ClusterSnapshot read(List<Path> paths) {
    SnapshotReader reader = of(SnapshotOptions.DEFAULT);
    paths.forEach(reader::add);
    return reader.snapshot();
  }

  /**
   * Reads a file, or every {@code .json}, {@code .yaml}, {@code .yml} and {@code .gz} file of a
   * folder and of the folders in it, hidden ones left out.
   *
   * @throws UnusableSnapshotException if it does not exist, cannot be read or is not Kubernetes
   *     objects
   */
  public SnapshotReader add(Path path) {
    Objects.requireNonNull(path, "path");
    long before = facts.objects();
    for (Path file : files(path)) {
      inputs.add(file.toString());
      try (InputStream in = Files.newInputStream(file)) {
        input.read(in, file.toString(), facts, Change.GIVEN);
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }
    return checked(path.toString(), before);
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
    inputs.add(name);
    long before = facts.objects();
    input.read(in, name, facts, Change.GIVEN);
    return checked(name, before);
  }

  /** The files and streams that were read, folders expanded, in the order of reading. */
  public List<String> inputs() {
    return List.copyOf(inputs);
  }

  /** What was read so far. */
  public ClusterSnapshot snapshot() {
    return ClusterSnapshot.of(new Facts(facts), options);
  }

  /**
   * The objects that were read, each as JSON with what this library reads of it, as a trace carries
   * them. Of a stream of changes those that are there at its end. Sorted by kind, namespace, name.
   *
   * @throws IllegalStateException unless this reader was made by {@link #keeping}
   */
  public List<String> objects() {
    return copies
        .orElseThrow(() -> new IllegalStateException("this reader does not keep objects"))
        .list();
  }

  private SnapshotReader checked(String name, long before) {
    if (facts.objects() == before) {
      throw SnapshotInput.unusable(
          Position.of(name),
          "no Kubernetes objects in it",
          "save them with: kubectl get namespaces,nodes,pods,services,endpointslices,replicasets,"
              + "deployments,statefulsets,daemonsets,jobs,cronjobs,networkpolicies -A -o json");
    }
    return this;
  }

  private static List<Path> files(Path path) {
    try {
      return FilesBelow.of(path, SUFFIXES);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static UnusableSnapshotException unreadable(Path path, IOException e) {
    Unreadable it = Unreadable.of(path.toString(), e);
    String what = e instanceof NoSuchFileException ? it.why() : "cannot be read: " + it.why();
    return SnapshotInput.unusable(Position.of(it.where()), what, it.hint());
  }
}
