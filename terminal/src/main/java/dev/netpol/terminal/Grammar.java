// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Tells picocli what the commands and their options are: it parses them and writes the help. */
final class Grammar {
  static final Option HELP = Option.flag("--help", "Show this help.");
  static final Option STACKTRACE =
      Option.flag("--stacktrace", "Show where in the program an error arose, for a bug report.");

  /** What every command has besides its own. */
  private static final List<Option> OF_ALL = List.of(HELP, STACKTRACE);

  private static final Option VERSION = Option.flag("--version", "Show the version.");
  private static final int WIDTH = 88;
  private static final int OPTION_COLUMN = 26;

  private final Program.About about;

  Grammar(Program.About about) {
    this.about = about;
  }

  /** One command, to show its help. */
  CommandLine of(Command command) {
    CommandSpec spec = CommandSpec.create().name(about.name() + " " + command.name());
    int order = 0;
    for (Command.Section section : command.sections()) {
      spec.addArgGroup(group(section, order++));
    }
    spec.addArgGroup(group(new Command.Section("Help", OF_ALL), order));
    page(spec.usageMessage(), synopsis(command), command.job())
        .footerHeading("%nExit codes:%n")
        .footer(command.exitCodes().stream().map(code -> "  " + code).toArray(String[]::new));
    return new CommandLine(spec);
  }

  /** One command, to parse its words: without sections, which only help shows. */
  static CommandLine options(Command command) {
    CommandSpec spec = CommandSpec.create();
    command.options().forEach(option -> spec.add(arg(option)));
    OF_ALL.forEach(option -> spec.add(arg(option)));
    return new CommandLine(spec)
        .setAbbreviatedOptionsAllowed(false)
        // What is given twice is refused in the words of every other message.
        .setOverwrittenOptionsAllowed(true)
        .setUnmatchedOptionsAllowedAsOptionParameters(false)
        .setExpandAtFiles(false)
        .setTrimQuotes(false);
  }

  /** The program, to show its help. */
  CommandLine of(List<Command> commands) {
    CommandSpec spec = CommandSpec.create().name(about.name());
    page(spec.usageMessage(), synopsis(), about.job())
        .commandListHeading("%nCommands:%n")
        .footerHeading("%nExit codes:%n")
        .footer("  0  nothing to report", "  1  findings", "  2  wrong usage or unusable input");
    spec.addArgGroup(group(new Command.Section("Options", List.of(HELP, VERSION)), 0));
    CommandLine line = new CommandLine(spec);
    commands.forEach(command -> line.addSubcommand(command.name(), of(command)));
    return line;
  }

  static String help(CommandLine line) {
    return line.getUsageMessage(Ansi.OFF);
  }

  String synopsis() {
    return about.name() + " COMMAND [OPTION...]";
  }

  String synopsis(Command command) {
    return about.name() + " " + command.name() + " " + command.synopsis();
  }

  private static UsageMessageSpec page(UsageMessageSpec page, String synopsis, String job) {
    return page.width(WIDTH)
        .longOptionsMaxWidth(OPTION_COLUMN)
        .sortOptions(false)
        .synopsisHeading("usage: ")
        .customSynopsis(synopsis)
        .descriptionHeading("%n")
        .description(job);
  }

  private static ArgGroupSpec group(Command.Section section, int order) {
    ArgGroupSpec.Builder group =
        ArgGroupSpec.builder().heading("%n" + section.title() + ":%n").order(order).validate(false);
    for (Option option : section.options()) {
      group.addArg(arg(option));
    }
    return group.build();
  }

  private static PositionalParamSpec words(Option option) {
    return PositionalParamSpec.builder()
        .index("0..*")
        .arity("0..*")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(option.name())
        .hideParamSyntax(true)
        .description(option.sentence())
        .build();
  }

  private static ArgSpec arg(Option option) {
    return option.kind() == Option.Kind.WORDS ? words(option) : spec(option);
  }

  private static OptionSpec spec(Option option) {
    OptionSpec.Builder spec =
        OptionSpec.builder(option.name())
            .description(option.sentence())
            .paramLabel(option.value())
            .hideParamSyntax(true);
    return switch (option.kind()) {
      case FLAG -> spec.arity("0").type(boolean.class).build();
      case ONE -> spec.arity("1").type(String.class).build();
      case LIST -> spec.arity("1").type(List.class).auxiliaryTypes(String.class).build();
      case FILES ->
          spec.arity("1..*")
              .type(List.class)
              .auxiliaryTypes(String.class)
              .paramLabel(option.value() + "...")
              .build();
      case WORDS -> throw new IllegalArgumentException("not an option: " + option.name());
    };
  }
}
