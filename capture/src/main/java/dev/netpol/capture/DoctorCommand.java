// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.terminal.Arguments;
import dev.netpol.terminal.Command;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.Shell;
import dev.netpol.terminal.StandardOutput;
import java.io.IOException;
import java.util.List;

/** {@code doctor}: what this machine offers to a capture, and what is missing. */
final class DoctorCommand implements Command {

  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public String job() {
    return "Say what this machine's kernel offers to a capture, what is missing and how to get it.";
  }

  @Override
  public String synopsis() {
    return "[OPTION...]";
  }

  @Override
  public List<Section> sections() {
    return List.of(WatchOptions.section());
  }

  @Override
  public List<String> exitCodes() {
    return List.of("0  everything can be captured", "1  something is missing", "2  wrong usage");
  }

  @Override
  public int run(Arguments arguments, Shell shell) throws IOException {
    WatchOptions options = WatchOptions.of(arguments);
    List<Doctor.Check> checks =
        new Doctor(
                new Machine(options.hostRoot()),
                Bridge::unavailabilityCause,
                KernelEvents.Loading::new)
            .examine();
    StringBuilder text = new StringBuilder();
    checks.forEach(check -> add(text, check, options.verbose()));
    StandardOutput.print(shell.out(), text.toString());
    return checks.stream().anyMatch(check -> check.state() == Doctor.State.MISSING) ? 1 : 0;
  }

  private static void add(StringBuilder text, Doctor.Check check, boolean verbose) {
    String state =
        switch (check.state()) {
          case OK -> "ok";
          case SPARE -> "-";
          case MISSING -> "missing";
        };
    text.append("%-8s %-32s ".formatted(state, check.what()))
        .append(Quoted.sentence(check.text()))
        .append('\n');
    if (!check.hint().isEmpty()) {
      text.append("  hint: ").append(check.hint()).append('\n');
    }
    if (verbose) {
      check
          .detail()
          .lines()
          .forEach(line -> text.append("  ").append(Quoted.plain(line, 400)).append('\n'));
    }
  }
}
