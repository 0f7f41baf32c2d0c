// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The words of a command line, sorted by option. */
final class Arguments {
  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private Arguments() {}

  /**
   * Reads {@code --option value}, {@code --option=value} and flags.
   *
   * @throws UsageException on an unknown option, a missing value, a word that nothing takes
   */
  static Arguments parse(Command command, List<String> words) {
    Arguments arguments = new Arguments();
    List<Option> options = new ArrayList<>(command.options());
    options.addAll(Help.OPTIONS);
    Option open = null;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("-") || word.equals("-")) {
        if (open == null) {
          throw new UsageException(
              "usage", "nothing takes the word " + Quoted.of(word) + ": options start with --");
        }
        arguments.add(open, word);
        continue;
      }
      int equals = word.indexOf('=');
      Option option = named(equals < 0 ? word : word.substring(0, equals), options);
      open = null;
      if (option.kind() == Option.Kind.FLAG) {
        if (equals >= 0) {
          throw new UsageException("option-value", option.name() + " takes no value");
        }
        arguments.values.put(option.name(), List.of());
        continue;
      }
      if (equals < 0 && (i + 1 == words.size() || isOption(words.get(i + 1)))) {
        throw new UsageException(
            "option-value", option.name() + " needs a value: " + option.synopsis());
      }
      arguments.add(option, equals < 0 ? words.get(++i) : word.substring(equals + 1));
      open = option.kind() == Option.Kind.FILES ? option : null;
    }
    return arguments;
  }

  boolean has(Option option) {
    return values.containsKey(option.name());
  }

  /** The value given, or the first choice of an option that has choices. */
  Optional<String> value(Option option) {
    List<String> given = values(option);
    if (given.isEmpty()) {
      return option.choices().stream().findFirst();
    }
    return Optional.of(given.get(0));
  }

  /** The values given, in order; empty when the option was not. */
  List<String> values(Option option) {
    return values.getOrDefault(option.name(), List.of());
  }

  private void add(Option option, String text) {
    List<String> sofar = values.computeIfAbsent(option.name(), name -> new ArrayList<>());
    if (option.kind() == Option.Kind.ONE && !sofar.isEmpty()) {
      throw new UsageException("option-value", option.name() + " is given twice");
    }
    if (option.kind() != Option.Kind.LIST) {
      sofar.add(checked(option, text));
      return;
    }
    for (String part : text.split(",", -1)) {
      sofar.add(checked(option, part.strip()));
    }
  }

  private static String checked(Option option, String value) {
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

  private static boolean isOption(String word) {
    return word.startsWith("-") && !word.equals("-");
  }

  private static Option named(String name, List<Option> options) {
    List<String> names = new ArrayList<>();
    for (Option option : options) {
      if (option.name().equals(name)) {
        return option;
      }
      names.add(option.name());
    }
    throw new UsageException(
        "unknown-option", "there is no option " + Quoted.of(name) + Words.meant(name, names));
  }
}
