// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Position;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object of a document while it is decoded: fields by name and type. Null is a missing field, as
 * in JSON; a field of the wrong type or of an unknown name is an error.
 */
public final class Fields {

  private final Tree.Mapping object;
  private final FieldPath path;
  private final Problems problems;

  private Fields(Tree.Mapping object, FieldPath path, Problems problems) {
    this.object = object;
    this.path = path;
    this.problems = problems;
  }

  /** Decodes {@code tree}; where it is no object, an empty one stands for it. */
  public static Fields of(Tree tree, FieldPath path, Problems problems, List<String> known) {
    if (!(tree instanceof Tree.Mapping mapping)) {
      if (!(tree instanceof Tree.Null)) {
        decode(problems, path, tree, "a mapping");
      }
      return new Fields(new Tree.Mapping(tree.at(), List.of()), path, problems);
    }
    for (Tree.Entry entry : mapping.entries()) {
      if (!known.contains(entry.key())) {
        unknown(problems, path, entry, known);
      }
    }
    return new Fields(mapping, path, problems);
  }

  private static void unknown(
      Problems problems, FieldPath path, Tree.Entry entry, List<String> known) {
    String key = entry.key().length() > 64 ? entry.key().substring(0, 64) : entry.key();
    problems.error(
        "unknown-field",
        entry.at(),
        path.child(Quote.escape(key)) + ": no such field",
        Spelling.nearest(key, known).map(near -> "did you mean " + near + "? ").orElse("")
            + "the fields are "
            + String.join(", ", known));
  }

  /** Reports a value of the wrong type. */
  public static void decode(Problems problems, FieldPath path, Tree tree, String wanted) {
    String text =
        tree instanceof Tree.Numeric number
            ? " " + Quote.of(number.text())
            : tree instanceof Tree.Bool bool
                ? " " + Quote.of(bool.text())
                : tree instanceof Tree.Text string ? " " + Quote.of(string.value()) : "";
    boolean quotable = wanted.equals("a string") && !text.isEmpty();
    problems.error(
        "decode",
        tree.at(),
        (path.equals(FieldPath.ROOT) ? "a document" : path + text + ":")
            + " should be "
            + wanted
            + ", is "
            + tree.kind(),
        quotable ? "put it in quotes" : "");
  }

  /** Reports a field whose value the API server refuses. */
  public void invalid(String code, FieldPath field, Position at, String text, String rule) {
    problems.error(code, at, field + " " + Quote.of(text) + ": " + rule, "");
  }

  /** Reports a field for which there is no text to show. */
  public void wrong(String code, FieldPath field, Position at, String rule) {
    problems.error(code, at, field + ": " + rule, "");
  }

  Problems problems() {
    return problems;
  }

  FieldPath path() {
    return path;
  }

  /** The path of a field. */
  public FieldPath path(String field) {
    return path.child(field);
  }

  public Position at() {
    return object.at();
  }

  /** The field's value, or empty where it is missing or null. */
  public Optional<Tree> value(String field) {
    @Nullable Tree value = object.get(field);
    return value == null || value instanceof Tree.Null ? Optional.empty() : Optional.of(value);
  }

  /** A string. */
  public Optional<Tree.Text> text(String field) {
    return value(field)
        .flatMap(
            value -> {
              if (value instanceof Tree.Text text) {
                return Optional.of(text);
              }
              decode(problems, path(field), value, "a string");
              return Optional.empty();
            });
  }

  /** A string that has to be there, and not be empty. */
  public Optional<Tree.Text> required(String field) {
    int before = problems.errors();
    Optional<Tree.Text> text = text(field).filter(it -> !it.value().isEmpty());
    if (text.isEmpty() && problems.errors() == before) {
      wrong("required", path(field), at(), "should be there");
    }
    return text;
  }

  /** A boolean. */
  public Optional<Boolean> bool(String field) {
    return value(field)
        .flatMap(
            value -> {
              if (value instanceof Tree.Bool bool) {
                return Optional.of(bool.value());
              }
              decode(problems, path(field), value, "true or false");
              return Optional.empty();
            });
  }

  /** The items of a list; none where it is missing. */
  public List<Tree> list(String field) {
    return value(field)
        .map(
            value -> {
              if (value instanceof Tree.Sequence list) {
                return list.items();
              }
              decode(problems, path(field), value, "a list");
              return List.<Tree>of();
            })
        .orElse(List.of());
  }

  /** A 32-bit integer. */
  Optional<Integer> integer(String field) {
    return value(field)
        .flatMap(
            value -> {
              Optional<Integer> integer = integer(value);
              if (integer.isEmpty()) {
                decode(problems, path(field), value, "a 32-bit integer");
              }
              return integer;
            });
  }

  static Optional<Integer> integer(Tree tree) {
    if (!(tree instanceof Tree.Numeric number) || number.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(number.value().intValueExact());
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** A string inside a list or a map of strings; null decodes to the empty one. */
  public static Tree.Text element(Tree tree, FieldPath path, Problems problems) {
    if (tree instanceof Tree.Text text) {
      return text;
    }
    if (!(tree instanceof Tree.Null)) {
      decode(problems, path, tree, "a string");
    }
    return new Tree.Text(tree.at(), "");
  }
}
