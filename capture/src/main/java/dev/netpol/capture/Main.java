// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.terminal.Command;
import dev.netpol.terminal.Program;
import dev.netpol.terminal.Shell;
import dev.netpol.terminal.StandardOutput;
import dev.netpol.terminal.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Records which pods of this machine connect to what. */
public final class Main {
  private static final Program.About ABOUT =
      Program.About.of(
          "capture", "Records the connections of this machine's pods, by eBPF.", Main.class);

  private Main() {}

  /** Runs the program and exits with its code. */
  public static void main(String... args) {
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    Ending ending = new Ending();
    ending.install();
    ending.exit(
        run(new Shell(System.in, StandardOutput.open(), err, Terminal.isWatched()), ending, args));
  }

  /**
   * The program as a function.
   *
   * @return 0 nothing to report, 1 findings, 2 wrong usage or unusable input
   */
  static int run(Shell shell, Ending ending, String... args) {
    return new Program(ABOUT, shell, commands(ending)).run(List.of(args));
  }

  /** In the order of the help. */
  static List<Command> commands(Ending ending) {
    return List.of(new MonitorCommand(ending), new TcpconnectCommand(ending), new DoctorCommand());
  }
}
