// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.suite;

import dev.netpol.check.EndpointName;
import dev.netpol.check.Question;
import dev.netpol.policy.FieldPath;
import dev.netpol.policy.Fields;
import dev.netpol.policy.Problems;
import dev.netpol.policy.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decodes {@code exactly}. */
final class ClosedWorldReader {

  private static final List<String> FIELDS = List.of("among", "connections");
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final String EVERY_PORT = ":*";

  private final Problems problems;
  private final List<String> namespaces = new ArrayList<>();
  private final List<EndpointName> workloads = new ArrayList<>();
  private final List<ClosedWorld.Listed> connections = new ArrayList<>();

  ClosedWorldReader(Problems problems) {
    this.problems = problems;
  }

  Optional<ClosedWorld> read(Tree tree, FieldPath path) {
    int before = problems.errors();
    Fields fields = Fields.of(tree, path, problems, FIELDS);
    each(fields, "among", this::among);
    each(fields, "connections", this::connection);
    if (problems.errors() == before && namespaces.isEmpty() && workloads.isEmpty()) {
      fields.wrong(
          "required", fields.path("among"), fields.at(), "should name namespaces or workloads");
    }
    return problems.errors() > before
        ? Optional.empty()
        : Optional.of(new ClosedWorld(tree.at(), namespaces, workloads, connections));
  }

  private interface Reader {
    void read(Tree.Text text);
  }

  private void each(Fields fields, String field, Reader reader) {
    List<Tree> items = fields.list(field);
    for (int i = 0; i < items.size(); i++) {
      FieldPath path = fields.path(field).index(i);
      int before = problems.errors();
      Tree.Text text = Fields.element(items.get(i), path, problems);
      if (problems.errors() > before) {
        continue;
      }
      try {
        reader.read(text);
      } catch (IllegalArgumentException e) {
        problems.error("end", text.at(), path + " " + Names.message(e), "");
      }
    }
  }

  private void among(Tree.Text text) {
    if (NAMESPACE.matcher(text.value()).matches()) {
      namespaces.add(text.value());
    } else {
      workloads.add(workload(EndpointName.parse(text.value()), text.value()));
    }
  }

  private void connection(Tree.Text text) {
    String value = text.value().strip();
    boolean every = value.endsWith(EVERY_PORT);
    Question question =
        Question.parse(every ? value.substring(0, value.length() - 1) + "1" : value);
    workload(question.from(), text.value());
    workload(question.to(), text.value());
    connections.add(
        new ClosedWorld.Listed(
            text.at(),
            question.from(),
            question.to(),
            every ? Optional.empty() : Optional.of(question.port())));
  }

  /** Addresses outside are without number: no list of them is exact. */
  private static EndpointName workload(EndpointName name, String text) {
    if (name instanceof EndpointName.Pods pods && pods.address().isEmpty()) {
      return name;
    }
    throw new IllegalArgumentException(
        '"' + text + "\": exactly is about workloads; what addresses may do belongs under expect");
  }
}
