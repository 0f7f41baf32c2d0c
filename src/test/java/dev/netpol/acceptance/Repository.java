// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where things stand. */
public final class Repository {
  public static final Path ROOT = Path.of(property("netpol.root")).toAbsolutePath().normalize();
  public static final Path JAVA = Path.of(property("netpol.java"));
  public static final Path ADVISOR_JAR = built(ROOT.resolve("advisor/target/advisor.jar"));
  public static final Path CAPTURE_JAR = built(ROOT.resolve("capture/target/capture.jar"));
  static final boolean GOLDEN_UPDATE = Boolean.getBoolean("golden.update");

  private static final Set<String> NOT_OURS = Set.of(".git", "target", ".idea", ".vscode");

  private Repository() {}

  public static Path javaHome() {
    return JAVA.getParent().getParent();
  }

  /** The files of the working tree, sorted, without what builds and editors leave. */
  static List<Path> files() {
    return files(ROOT);
  }

  static List<Path> files(Path below) {
    try (Stream<Path> all = Files.list(below)) {
      return all.filter(p -> !NOT_OURS.contains(p.getFileName().toString()))
          .sorted()
          .flatMap(p -> Files.isDirectory(p) ? files(p).stream() : Stream.of(p))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path built(Path jar) {
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is missing; build it first: mvn package");
    }
    return jar;
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("system property " + name + " is not set; run through Maven");
    }
    return value;
  }
}
