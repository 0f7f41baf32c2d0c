// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Turns observed connections into Kubernetes NetworkPolicies. */
@Command(
    name = "advisor",
    description = "Turns observed connections into Kubernetes NetworkPolicies.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main {
  private Main() {}

  /** Runs the program and exits with its code. */
  public static void main(String... args) {
    System.exit(run(System.in, System.out, System.err, args));
  }

  /** The program as a function: 0 nothing to report, 1 findings, 2 wrong usage or bad input. */
  static int run(InputStream in, PrintStream out, PrintStream err, String... args) {
    return new CommandLine(new Main())
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .execute(args);
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"advisor " + (version == null ? "(not packaged)" : version)};
    }
  }
}
