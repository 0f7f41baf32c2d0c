// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.files.FilesBelow;
import dev.netpol.model.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * NetworkPolicies as text.
 *
 * <p>Reading is what the API server does with a manifest that {@code kubectl apply} sends it: its
 * YAML library's idea of scalars ({@code app: on} is a boolean, hence an error), its defaults, its
 * validation, and strict about unknown fields and duplicate keys. JSON, several documents and lists
 * are read too; a missing namespace is {@code default}; other kinds are left out with a note. All
 * problems are collected, each with its line and the path of the field; a policy that the API
 * server would refuse is never guessed at.
 */
public final class PolicyYaml {
  private static final List<String> SUFFIXES = List.of(".yaml", ".yml", ".json");

  private PolicyYaml() {}

  /** Whether policies of this kind decide about traffic too, and are not judged here. */
  public static boolean isRelated(String kind) {
    return Documents.RELATED.contains(kind);
  }

  /**
   * Reads a file.
   *
   * @throws IOException if the file cannot be read; what it says is never an exception
   */
  public static ReadPolicies read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
    }
  }

  /**
   * Reads a stream to its end, and does not close it.
   *
   * @param name stands in positions
   */
  public static ReadPolicies read(InputStream in, String name) throws IOException {
    return read(in, name, YamlLimits.DEFAULT);
  }

  /** As above, with other limits. */
  public static ReadPolicies read(InputStream in, String name, YamlLimits limits)
      throws IOException {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(limits, "limits");
    Problems problems = new Problems();
    Documents documents = new Documents(name, problems);
    StrictYaml.read(in, name, limits, problems, documents::add);
    return documents.finish();
  }

  /**
   * Reads files and, for a folder, its {@code .yaml}, {@code .yml} and {@code .json} files and
   * those of its sub-folders, hidden ones left out, sorted by path. A policy that is in two of them
   * is an error.
   *
   * @throws IOException if a file or a folder cannot be read
   */
  public static ReadPolicies read(Collection<Path> paths) throws IOException {
    Problems problems = new Problems();
    List<NetworkPolicy> policies = new ArrayList<>();
    Map<String, Manifest> manifests = new HashMap<>();
    for (Path path : paths) {
      for (Path file : FilesBelow.of(path, SUFFIXES)) {
        ReadPolicies read = read(file);
        policies.addAll(read.policies());
        manifests.putAll(read.manifests());
        read.diagnostics().forEach(problems::add);
      }
    }
    return new ReadPolicies(Documents.last(policies, problems), problems.sorted(), manifests);
  }

  /**
   * Reads a text.
   *
   * @param name stands in positions
   */
  public static ReadPolicies parse(String text, String name) {
    Objects.requireNonNull(name, "name");
    Problems problems = new Problems();
    Documents documents = new Documents(name, problems);
    StrictYaml.parse(text, name, YamlLimits.DEFAULT, problems, documents::add);
    return documents.finish();
  }

  /** What to write over a document and over its rules: any text, one line each. It is escaped. */
  public interface Comments {

    /** Writes none. */
    Comments NONE = new Comments() {};

    default List<String> document(NetworkPolicy policy) {
      return List.of();
    }

    /**
     * Comments on a rule.
     *
     * @param index position in the list of its direction, from 0
     */
    default List<String> rule(NetworkPolicy policy, Direction direction, int index) {
      return List.of();
    }
  }

  /** YAML documents in the given order, joined by {@code ---}; empty for none. */
  public static String write(Collection<NetworkPolicy> policies) {
    return write(policies, Comments.NONE);
  }

  /** As above, with comments. */
  public static String write(Collection<NetworkPolicy> policies, Comments comments) {
    StringBuilder out = new StringBuilder();
    YamlText yaml = new YamlText(out);
    for (NetworkPolicy policy : policies) {
      out.append(out.isEmpty() ? "" : "---\n");
      yaml.comments(comments.document(policy), 0);
      yaml.map(PolicyShape.of(policy, comments), 0);
    }
    return out.toString();
  }

  /** A {@code v1.List} in the given order, as JSON. */
  public static String writeJson(Collection<NetworkPolicy> policies) {
    List<Map<String, Object>> items =
        policies.stream().map(policy -> PolicyShape.of(policy, Comments.NONE)).toList();
    return JsonText.of(new TreeMap<>(Map.of("apiVersion", "v1", "items", items, "kind", "List")));
  }
}
