// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.suite;

import dev.netpol.check.Question;
import dev.netpol.model.Position;
import dev.netpol.policy.FieldPath;
import dev.netpol.policy.Fields;
import dev.netpol.policy.Modes;
import dev.netpol.policy.Problems;
import dev.netpol.policy.Tree;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decodes the documents of one file. */
final class TestReader {

  private static final List<String> TEST =
      List.of("name", "cluster", "policies", "mode", "expect", "exactly");
  private static final List<String> EXPECTATION = List.of("from", "to", "allow", "because");

  private final Problems problems;
  private final Path folder;
  private final Modes defaults;
  private final List<PolicyTest> tests = new ArrayList<>();

  TestReader(Problems problems, Path folder, Modes defaults) {
    this.problems = problems;
    this.folder = folder;
    this.defaults = defaults;
  }

  List<PolicyTest> tests() {
    return tests;
  }

  void add(Tree document) {
    if (document instanceof Tree.Null) {
      return;
    }
    int before = problems.errors();
    Fields test = Fields.of(document, FieldPath.ROOT, problems, TEST);
    List<Path> cluster = paths(test, "cluster");
    if (problems.errors() == before && cluster.isEmpty()) {
      test.wrong("required", test.path("cluster"), test.at(), "should name the snapshot's files");
    }
    Optional<List<Path>> policies = test.value("policies").map(it -> paths(test, "policies"));
    List<Expectation> expectations = new ArrayList<>();
    List<Tree> items = test.list("expect");
    for (int i = 0; i < items.size(); i++) {
      expectation(items.get(i), test.path("expect").index(i)).ifPresent(expectations::add);
    }
    Optional<ClosedWorld> exactly =
        test.value("exactly")
            .flatMap(it -> new ClosedWorldReader(problems).read(it, test.path("exactly")));
    Modes modes = modes(test);
    String name = test.text("name").map(Tree.Text::value).orElse("");
    if (problems.errors() == before && expectations.isEmpty() && exactly.isEmpty()) {
      test.wrong("required", test.path("expect"), test.at(), "should expect something");
    }
    if (problems.errors() == before) {
      tests.add(
          new PolicyTest(name, document.at(), cluster, policies, modes, expectations, exactly));
    }
  }

  /** A file name or a list of them. */
  private List<Path> paths(Fields test, String field) {
    Optional<Tree> value = test.value(field);
    if (value.isEmpty()) {
      return List.of();
    }
    FieldPath path = test.path(field);
    if (value.get() instanceof Tree.Text one) {
      return path(test, one, path).stream().toList();
    }
    List<Path> paths = new ArrayList<>();
    List<Tree> items = test.list(field);
    for (int i = 0; i < items.size(); i++) {
      path(test, Fields.element(items.get(i), path.index(i), problems), path.index(i))
          .ifPresent(paths::add);
    }
    return paths;
  }

  private Optional<Path> path(Fields test, Tree.Text name, FieldPath path) {
    try {
      if (!name.value().isEmpty()) {
        return Optional.of(folder.resolve(name.value()));
      }
    } catch (InvalidPathException e) {
      // The rule below says what is wrong with it.
    }
    test.invalid("invalid", path, name.at(), name.value(), "should be the name of a file");
    return Optional.empty();
  }

  private Optional<Expectation> expectation(Tree tree, FieldPath path) {
    int before = problems.errors();
    Fields fields = Fields.of(tree, path, problems, EXPECTATION);
    Optional<Tree.Text> from = fields.required("from");
    Optional<Tree.Text> to = fields.required("to");
    Optional<Boolean> allow = fields.bool("allow");
    if (problems.errors() == before && allow.isEmpty()) {
      fields.wrong("required", fields.path("allow"), fields.at(), "should be true or false");
    }
    String because = fields.text("because").map(Tree.Text::value).orElse("");
    if (problems.errors() > before || from.isEmpty() || to.isEmpty() || allow.isEmpty()) {
      return Optional.empty();
    }
    Optional<Question> question = question(from.get(), to.get(), fields);
    return question.map(it -> new Expectation(tree.at(), it, allow.get(), because));
  }

  private Optional<Question> question(Tree.Text from, Tree.Text to, Fields fields) {
    try {
      return Optional.of(Question.of(from.value(), to.value()));
    } catch (IllegalArgumentException e) {
      boolean sender = Names.isWrong(from.value());
      problems.error(
          "end",
          sender ? from.at() : to.at(),
          fields.path(sender ? "from" : "to") + " " + Names.message(e),
          "");
      return Optional.empty();
    }
  }

  private Modes modes(Fields test) {
    Modes modes = defaults;
    Optional<Tree> value = test.value("mode");
    if (value.isEmpty()) {
      return modes;
    }
    FieldPath path = test.path("mode");
    if (!(value.get() instanceof Tree.Mapping mapping)) {
      Fields.decode(problems, path, value.get(), "a mapping");
      return modes;
    }
    for (Tree.Entry entry : mapping.entries()) {
      Position at = entry.at();
      Tree.Text text = Fields.element(entry.value(), path.child(entry.key()), problems);
      try {
        modes = modes.with(entry.key(), text.value());
      } catch (IllegalArgumentException e) {
        problems.error("mode", at, path.child(entry.key()) + ": " + Names.message(e), "");
      }
    }
    return modes;
  }
}
