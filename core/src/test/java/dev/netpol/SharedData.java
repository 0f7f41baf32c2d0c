// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The test data beside the repository. Where it is missing, tests that need it are skipped on a
 * developer's machine and fail in CI.
 */
public final class SharedData {

  private SharedData() {}

  /** A folder or file below {@code shared/data}. */
  public static Path path(String relative) {
    Path path = shared().resolve("data").resolve(relative);
    if (System.getenv("CI") != null) {
      assertThat(path).as("CI has the shared data").exists();
    }
    assumeTrue(Files.exists(path), path + " is not here");
    return path;
  }

  private static Path shared() {
    String set = System.getProperty("netpol.shared");
    if (set != null && Files.isDirectory(Path.of(set))) {
      return Path.of(set);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("shared/data"))) {
        return at.resolve("shared");
      }
    }
    return Path.of("shared");
  }
}
