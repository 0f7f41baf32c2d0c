// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.Observed;
import dev.netpol.advise.Advice;
import dev.netpol.model.Diagnostic;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.PolicyYaml;
import dev.netpol.terminal.Arguments;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.Words;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The policies alone, to apply. */
final class PolicyOutput implements AdviceOutput {
  private final boolean json;
  private final boolean evidence;
  private final OutputPlace place;

  private PolicyOutput(boolean json, boolean evidence, OutputPlace place) {
    this.json = json;
    this.evidence = evidence;
    this.place = place;
  }

  /** As the options say. Finds out now what would fail only after minutes of reading. */
  static PolicyOutput of(Arguments arguments, Inputs inputs) throws IOException {
    boolean json = arguments.value(ReportOptions.FORMAT).equals(Optional.of("json"));
    boolean evidence = arguments.value(ReportOptions.EVIDENCE).equals(Optional.of("comments"));
    OutputPlace place = OutputPlace.of(arguments, inputs);
    place.createFolder();
    return new PolicyOutput(json, evidence, place);
  }

  @Override
  public List<String> write(
      Observed observed,
      Advice advice,
      Collection<Diagnostic> findings,
      List<String> traces,
      PrintStream out)
      throws IOException {
    if (place.folder().isPresent()) {
      return writeFolder(place.folder().get(), advice);
    }
    byte[] text = text(advice, advice.policies());
    return place.write(text, policies(advice.policies().size()), out);
  }

  private List<String> writeFolder(Path path, Advice advice) throws IOException {
    String extension = json ? "json" : "yaml";
    Set<String> names = new TreeSet<>();
    try (NewFiles files = new NewFiles()) {
      for (NetworkPolicy policy : advice.policies()) {
        String name = FileName.of(policy.namespace(), policy.name(), extension);
        names.add(name);
        files.add(path.resolve(name), text(advice, List.of(policy)));
      }
      files.commit();
    }
    List<String> said = new ArrayList<>();
    String where = Quoted.plain(path.toString());
    said.add("wrote " + policies(names.size()) + ", one file each, to " + where);
    List<String> stale = others(path, extension, names);
    if (!stale.isEmpty()) {
      said.add(
          "left "
              + Words.count(stale.size(), "file")
              + " there that this run did not write, perhaps of an earlier one: "
              + Words.some(stale, 5));
    }
    return said;
  }

  private static List<String> others(Path path, String extension, Set<String> names)
      throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files
          .map(one -> String.valueOf(one.getFileName()))
          .filter(name -> name.endsWith("." + extension) && !names.contains(name))
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }

  private byte[] text(Advice advice, List<NetworkPolicy> policies) {
    String text =
        json
            ? PolicyYaml.writeJson(policies)
            : PolicyYaml.write(policies, new EvidenceComments(advice, evidence));
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String policies(long count) {
    return Words.count(count, "policy", "policies");
  }
}
