// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Loads the library from the jar: a copy in a private folder of random name (who runs this is root,
 * and others can write to the folder for temporary files), compared with its checksum and removed
 * once loaded.
 */
final class NativeLibrary {
  private static final String NAME = "libnetpol.so";

  private NativeLibrary() {}

  /** Empty when it is loaded, else one sentence. */
  static Optional<String> load() {
    return load(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
  }

  static Optional<String> load(String os, String arch) {
    if (!os.equals("Linux")) {
      return Optional.of("capturing needs Linux, and this is " + os);
    }
    String platform = "linux-" + platform(arch);
    String folder = "/META-INF/native/" + platform + "/";
    try {
      byte[] library = resource(folder + NAME);
      byte[] sums = resource(folder + "sha256sums");
      if (library == null || sums == null) {
        return Optional.of("this build has no native part for " + platform);
      }
      return load(library, new String(sums, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return Optional.of("the native library cannot be copied: " + e);
    }
  }

  /** As netty and others call the processors, so that the folders are the usual ones. */
  private static String platform(String arch) {
    return switch (arch) {
      case "amd64" -> "x86_64";
      case "aarch64" -> "aarch_64";
      default -> arch;
    };
  }

  static Optional<String> load(byte[] library, String sums) throws IOException {
    Path folder =
        Files.createTempDirectory(
            "netpol-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path file = folder.resolve(NAME);
    try {
      Files.write(file, library);
      if (!sums.contains(sha256(Files.readAllBytes(file)) + "  " + NAME + "\n")) {
        return Optional.of("the native library is damaged: its checksum is not that of the build");
      }
      System.load(file.toString());
      return Optional.empty();
    } catch (UnsatisfiedLinkError e) {
      return Optional.of(explain(Objects.toString(e.getMessage(), ""), folder));
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  static String explain(String error, Path folder) {
    if (error.contains("libbpf.so.1")) {
      return "libbpf.so.1 is missing: install libbpf 1.x (Debian: libbpf1)";
    }
    if (error.contains("failed to map segment")) {
      return "libraries cannot be loaded from "
          + folder.getParent()
          + ", which is mounted noexec: set -Djava.io.tmpdir";
    }
    return "the native library does not load: " + error;
  }

  private static byte @Nullable [] resource(String name) throws IOException {
    try (InputStream in = NativeLibrary.class.getResourceAsStream(name)) {
      return in == null ? null : in.readAllBytes();
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
