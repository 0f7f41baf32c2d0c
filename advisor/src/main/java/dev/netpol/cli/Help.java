// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import java.util.List;

/** What {@code --help} prints. */
final class Help {
  static final Option HELP = Option.flag("--help", "Show this help.");
  static final Option STACKTRACE =
      Option.flag("--stacktrace", "Show where in the program an error arose, for a bug report.");

  /** Known to every command. */
  static final List<Option> OPTIONS = List.of(HELP, STACKTRACE);

  private static final int WIDTH = 88;
  private static final int INDENT = 28;

  private Help() {}

  /** Of the program: the commands. */
  static String of(List<Command> commands) {
    StringBuilder text = new StringBuilder();
    text.append(usage()).append("\n\n");
    text.append("Turns observed connections into Kubernetes NetworkPolicies.\n\nCommands:\n");
    for (Command command : commands) {
      entry(text, command.name(), command.job());
    }
    text.append("\nOptions:\n");
    entry(text, HELP.name(), "Show this help, or after a command that command's.");
    entry(text, "--version", "Show the version.");
    text.append("\nExit codes: 0 nothing to report, 1 findings,");
    return text.append(" 2 wrong usage or unusable input.\n").toString();
  }

  /** Of one command: its options. */
  static String of(Command command) {
    StringBuilder text = new StringBuilder();
    text.append(usage(command)).append("\n\n");
    paragraph(text, command.job());
    for (Command.Section section : command.sections()) {
      section(text, section.title(), section.options());
    }
    section(text, "Help", OPTIONS);
    text.append("\nExit codes:\n");
    for (String line : command.exitCodes()) {
      text.append("  ").append(line).append('\n');
    }
    return text.toString();
  }

  static String usage() {
    return "usage: advisor COMMAND [OPTION...]";
  }

  static String usage(Command command) {
    return "usage: advisor " + command.name() + " " + command.synopsis();
  }

  private static void section(StringBuilder text, String title, List<Option> options) {
    text.append('\n').append(title).append(":\n");
    for (Option option : options) {
      entry(text, option.synopsis(), option.sentence());
    }
  }

  private static void entry(StringBuilder text, String name, String sentence) {
    text.append("  ").append(name);
    if (name.length() + 4 > INDENT) {
      text.append('\n').append(" ".repeat(INDENT));
    } else {
      text.append(" ".repeat(INDENT - 2 - name.length()));
    }
    wrap(text, sentence, INDENT);
  }

  private static void paragraph(StringBuilder text, String sentence) {
    wrap(text, sentence, 0);
  }

  private static void wrap(StringBuilder text, String sentence, int indent) {
    int column = indent;
    for (String word : sentence.split(" ", -1)) {
      if (column > indent && column + 1 + word.length() > WIDTH) {
        text.append('\n').append(" ".repeat(indent));
        column = indent;
      }
      if (column > indent) {
        text.append(' ');
        column++;
      }
      text.append(word);
      column += word.length();
    }
    text.append('\n');
  }
}
