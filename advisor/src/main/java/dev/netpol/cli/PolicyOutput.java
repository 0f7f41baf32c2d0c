// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.advise.Advice;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.PolicyYaml;
import dev.netpol.terminal.Arguments;
import dev.netpol.terminal.FileTrouble;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.StandardOutput;
import dev.netpol.terminal.UnusableInput;
import dev.netpol.terminal.UsageException;
import dev.netpol.terminal.Words;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Where the policies go, and in which form. */
final class PolicyOutput {
  private final boolean json;
  private final boolean evidence;
  private final Optional<Path> file;
  private final Optional<Path> folder;

  private PolicyOutput(boolean json, boolean evidence, Optional<Path> file, Optional<Path> folder) {
    this.json = json;
    this.evidence = evidence;
    this.file = file;
    this.folder = folder;
  }

  /** As the options say. Finds out now what would fail only after minutes of reading. */
  static PolicyOutput of(Arguments arguments, Inputs inputs) throws IOException {
    boolean json = arguments.value(ReportOptions.FORMAT).equals(Optional.of("json"));
    boolean evidence = arguments.value(ReportOptions.EVIDENCE).equals(Optional.of("comments"));
    if (json && evidence) {
      throw new UsageException("usage", "--evidence comments needs YAML: JSON has no comments");
    }
    Optional<String> name =
        Optional.of(ReportOptions.OUTPUT).filter(arguments::has).flatMap(arguments::value);
    if (name.isEmpty() || name.get().equals("-")) {
      return new PolicyOutput(json, evidence, Optional.empty(), Optional.empty());
    }
    Path path = Inputs.path(ReportOptions.OUTPUT, name.get());
    if (Files.isDirectory(path)
        || name.get().endsWith("/")
        || name.get().endsWith(File.separator)) {
      createFolder(path);
      return new PolicyOutput(json, evidence, Optional.empty(), Optional.of(path));
    }
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw new UnusableInput(
          Quoted.plain(name.get()),
          "output",
          "there is no folder " + Quoted.of(parent.toString()) + " to write to",
          "create it, or name another file with --output");
    }
    inputs.mustNotBe(path);
    return new PolicyOutput(json, evidence, Optional.of(path), Optional.empty());
  }

  private static void createFolder(Path path) throws IOException {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new UnusableInput(
          Quoted.plain(path.toString()),
          "output",
          "cannot write there: " + FileTrouble.of(e),
          "name another folder with --output");
    }
  }

  /** Writes the policies, and returns what to say about files. */
  List<String> write(Advice advice, PrintStream out) throws IOException {
    if (folder.isPresent()) {
      return writeFolder(folder.get(), advice);
    }
    byte[] text = text(advice, advice.policies());
    if (file.isEmpty()) {
      StandardOutput data = new StandardOutput(out);
      data.write(text);
      data.flush();
      return List.of();
    }
    try (NewFiles files = new NewFiles()) {
      files.add(file.get(), text);
      files.commit();
    }
    return List.of(
        "wrote " + policies(advice.policies().size()) + " to " + Quoted.plain(file.get() + ""));
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
