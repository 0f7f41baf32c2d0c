// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

import java.util.List;

/**
 * An option of a command: all that the parser and {@code --help} need to know.
 *
 * @param name as written, for example {@code --dns}; of {@link Kind#WORDS} what stands for them in
 *     the help
 * @param value what stands for its value in the help; empty for a flag
 * @param kind how many words it takes
 * @param choices the values it knows, the default first; empty when any text will do
 * @param sentence what it does, in one sentence
 */
public record Option(String name, String value, Kind kind, List<String> choices, String sentence) {

  /** How many words an option takes. */
  public enum Kind {
    /** None. */
    FLAG,
    /** One, and it is given once. */
    ONE,
    /** Some, separated by commas or by giving the option again. */
    LIST,
    /** Some, as a shell expands {@code *.log}: words up to the next option. */
    FILES,
    /** The words that belong to no option, in order: the command says how many it needs. */
    WORDS
  }

  public static Option flag(String name, String sentence) {
    return new Option(name, "", Kind.FLAG, List.of(), sentence);
  }

  public static Option one(String name, String value, String sentence) {
    return new Option(name, value, Kind.ONE, List.of(), sentence);
  }

  public static Option list(String name, String value, String sentence) {
    return new Option(name, value, Kind.LIST, List.of(), sentence);
  }

  public static Option files(String name, String value, String sentence) {
    return new Option(name, value, Kind.FILES, List.of(), sentence);
  }

  /** Words that belong to no option. A command has at most one of these. */
  public static Option words(String name, String sentence) {
    return new Option(name, "", Kind.WORDS, List.of(), sentence);
  }

  /** One of the choices; the first is what holds when the option is not given. */
  public static Option choice(String name, String sentence, String... choices) {
    return new Option(name, String.join("|", choices), Kind.ONE, List.of(choices), sentence);
  }

  /** Any of the choices. */
  public static Option choices(String name, String value, String sentence, String... choices) {
    return new Option(name, value, Kind.LIST, List.of(choices), sentence);
  }

  /** One of many choices, which the sentence names. */
  public static Option known(String name, String value, String sentence, List<String> choices) {
    return new Option(name, value, Kind.ONE, choices, sentence + Words.or(choices) + ".");
  }

  /** As in a synopsis: {@code --input LOG...}. */
  public String synopsis() {
    return name + (value.isEmpty() ? "" : " " + value) + (kind == Kind.FILES ? "..." : "");
  }
}
