// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance.lab;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.netpol.acceptance.Program;
import dev.netpol.acceptance.Repository;
import java.nio.file.Path;

/** What the lab needs of the machine that it is built on. */
public final class Requirements {
  private Requirements() {}

  /** Elsewhere than in CI, a machine that is not ours to rearrange is reported as not run. */
  public static void check() {
    boolean ours = Program.of("unshare", "--net", "--mount", "--uts", "true").run().code() == 0;
    assumeTrue(System.getenv("CI") != null || ours, "making network namespaces needs root");
  }

  /** Builds {@code agent.c} into that folder. */
  static Path agent(Path folder) {
    Path program = folder.resolve("agent");
    String source = Repository.ROOT.resolve("src/test/c/agent.c").toString();
    Program.of("clang", "-O1", "-std=gnu11", "-Wall", "-Wextra", "-Werror", source)
        .and("-o", program.toString())
        .run()
        .orFail();
    return program;
  }
}
