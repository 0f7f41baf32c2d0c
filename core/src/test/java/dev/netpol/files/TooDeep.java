// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder that nobody can read, not even root: its path is longer than the kernel takes. Closing
 * takes it apart, since a temporary folder could not be deleted with it.
 */
public final class TooDeep implements AutoCloseable {
  private static final int LEVELS = 12;
  private static final String NAME = "d".repeat(200);

  private final Path apart;
  private final Path end;

  private TooDeep(Path apart, Path end) {
    this.apart = apart;
    this.end = end;
  }

  /** Makes one in a folder. */
  public static TooDeep in(Path folder) throws IOException {
    Path upper = chain(Files.createDirectories(folder.resolve("deep")));
    Path apart = Files.createDirectories(folder.resolve("apart"));
    chain(apart);
    return new TooDeep(apart, Files.move(apart, upper.resolve("apart")));
  }

  private static Path chain(Path from) throws IOException {
    Path at = from;
    for (int i = 0; i < LEVELS; i++) {
      at = Files.createDirectory(at.resolve(NAME));
    }
    return at;
  }

  @Override
  public void close() throws IOException {
    Files.move(end, apart);
  }
}
