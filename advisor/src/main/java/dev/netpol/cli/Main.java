// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.terminal.Command;
import dev.netpol.terminal.Program;
import dev.netpol.terminal.Shell;
import dev.netpol.terminal.StandardOutput;
import dev.netpol.terminal.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Turns observed connections into Kubernetes NetworkPolicies. */
public final class Main {

  /** In the order of the help. */
  static final List<Command> COMMANDS =
      List.of(
          new ReportCommand(), //
          new CheckCommand(), //
          new TestCommand(), //
          new DiffCommand(), //
          new ConnectivityCommand(), //
          new ExplainCommand(), //
          new LintCommand(), //
          new TcpconnectCommand());

  static final Program.About ABOUT =
      Program.About.of(
          "advisor", "Turns observed connections into Kubernetes NetworkPolicies.", Main.class);

  private Main() {}

  /** Runs the program and exits with its code. */
  public static void main(String... args) {
    Ahead.start(args);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    System.exit(run(new Shell(System.in, StandardOutput.open(), err, Terminal.isWatched()), args));
  }

  /**
   * The program as a function.
   *
   * @return 0 nothing to report, 1 findings, 2 wrong usage or unusable input
   */
  static int run(InputStream in, PrintStream out, PrintStream err, String... args) {
    return run(new Shell(in, out, err, false), args);
  }

  private static int run(Shell shell, String... args) {
    return new Program(ABOUT, shell, COMMANDS).run(List.of(args));
  }
}
