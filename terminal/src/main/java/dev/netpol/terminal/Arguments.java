// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The words of a command line, sorted by option. */
public final class Arguments {
  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private Arguments() {}

  /**
   * Reads {@code --option value}, {@code --option=value} and flags.
   *
   * @throws UsageException on an unknown option, a missing value, a word that nothing takes
   */
  public static Arguments parse(Command command, List<String> words) {
    ParseResult result;
    try {
      result = Grammar.options(command).parseArgs(words.toArray(String[]::new));
    } catch (CommandLine.ParameterException e) {
      throw wrong(command, words, e);
    }
    Arguments arguments = new Arguments();
    for (Option option : command.options()) {
      if (option.kind() == Option.Kind.WORDS) {
        result.matchedPositionals().stream()
            .findFirst()
            .ifPresent(given -> arguments.add(option, given));
      } else if (result.hasMatchedOption(option.name())) {
        arguments.add(option, result.matchedOption(option.name()));
      }
    }
    return arguments;
  }

  public boolean has(Option option) {
    return values.containsKey(option.name());
  }

  /** The value given, or the first choice of an option that has choices. */
  public Optional<String> value(Option option) {
    List<String> given = values(option);
    if (given.isEmpty()) {
      return option.choices().stream().findFirst();
    }
    return Optional.of(given.get(0));
  }

  /** The values given, in order; empty when the option was not. */
  public List<String> values(Option option) {
    return values.getOrDefault(option.name(), List.of());
  }

  private void add(Option option, ArgSpec given) {
    if (option.kind() == Option.Kind.ONE && given.originalStringValues().size() > 1) {
      throw new UsageException("option-value", option.name() + " is given twice");
    }
    List<String> all = new ArrayList<>();
    for (String text : given.stringValues()) {
      if (option.kind() != Option.Kind.LIST) {
        all.add(checked(option, text));
        continue;
      }
      for (String part : text.split(",", -1)) {
        all.add(checked(option, part.strip()));
      }
    }
    values.put(option.name(), option.kind() == Option.Kind.FLAG ? List.of() : all);
  }

  private static String checked(Option option, String value) {
    if (option.kind() == Option.Kind.FLAG) {
      return value;
    }
    if (value.isEmpty()) {
      throw new UsageException(
          "option-value", option.name() + " has an empty value: " + option.synopsis());
    }
    if (option.choices().isEmpty()) {
      return value;
    }
    for (String choice : option.choices()) {
      if (choice.equalsIgnoreCase(value)) {
        return choice;
      }
    }
    throw new UsageException(
        "option-value",
        option.name()
            + " does not know "
            + Quoted.of(value)
            + ": choose "
            + Words.or(option.choices()));
  }

  /** What picocli found wrong, in the words of every other message. */
  private static UsageException wrong(
      Command command, List<String> words, CommandLine.ParameterException e) {
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      // It names no word where an unknown option follows one that takes several.
      return unmatched(
          command,
          unmatched.getUnmatched().stream().findFirst().orElseGet(() -> unknown(command, words)));
    }
    if (e instanceof CommandLine.MissingParameterException missing) {
      for (ArgSpec about : missing.getMissing()) {
        for (Option option : command.options()) {
          if (about instanceof OptionSpec spec && spec.longestName().equals(option.name())) {
            return new UsageException(
                "option-value", option.name() + " needs a value: " + option.synopsis());
          }
        }
      }
    }
    return new UsageException("usage", Quoted.sentence(String.valueOf(e.getMessage())));
  }

  private static String unknown(Command command, List<String> words) {
    return words.stream()
        .filter(word -> word.startsWith("-") && !word.equals("-"))
        .filter(
            word ->
                command.options().stream()
                    .noneMatch(option -> word.replaceFirst("=.*", "").equals(option.name())))
        .findFirst()
        .orElse("-");
  }

  private static UsageException unmatched(Command command, String word) {
    if (!word.startsWith("-") || word.equals("-")) {
      return new UsageException(
          "usage", "nothing takes the word " + Quoted.of(word) + ": options start with --");
    }
    String name = word.replaceFirst("=.*", "");
    List<String> names = new ArrayList<>();
    command.options().forEach(option -> names.add(option.name()));
    return new UsageException(
        "unknown-option", "there is no option " + Quoted.of(name) + Words.meant(name, names));
  }
}
