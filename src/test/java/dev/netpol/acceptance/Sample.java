// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of {@code samples/} as its README uses it.
 *
 * @param options what its README adds to {@code report --input networktrace.log}
 * @param expected the file that holds what that prints
 */
public record Sample(Path folder, List<String> options, Path expected) {

  public static final Sample TCPCONNECT = of("tcpconnect");
  public static final Sample ONLINE_BOUTIQUE = of("online-boutique");
  public static final Sample CLUSTER_EGRESS =
      of(
          "cluster-egress",
          "--snapshot",
          "cluster.json",
          "--exclude-cidr",
          "10.244.0.0/16,10.96.0.0/12",
          "--policy-types",
          "Egress");
  public static final Sample THREE_TIER =
      of("three-tier", "--snapshot", "cluster.yaml", "--workloads", "webserver-dev,dbserver-dev");
  public static final Sample RESTRICTED_NAMESPACE =
      of("restricted-namespace", "--snapshot", "cluster.yaml", "--default-deny");

  private static Sample of(String name, String... options) {
    Path folder = Repository.ROOT.resolve("samples").resolve(name);
    return new Sample(folder, List.of(options), folder.resolve("expected.yaml"));
  }

  public static Stream<Sample> all() {
    return Stream.of(TCPCONNECT, ONLINE_BOUTIQUE, CLUSTER_EGRESS, THREE_TIER, RESTRICTED_NAMESPACE);
  }

  public Path trace() {
    return folder.resolve("networktrace.log");
  }

  List<String> traceLines() {
    return lines(trace());
  }

  public String expectedText() {
    return text(expected);
  }

  /** {@code report} with the sample's options, on the given inputs instead of its trace. */
  public Program report(Path... inputs) {
    Program program = Program.advisor("report").in(folder);
    for (Path input : inputs) {
      program = program.and("--input", input.toString());
    }
    return program.and(options.toArray(String[]::new));
  }

  /** The policies on standard output; fails when the run does. */
  public String policies(Path... inputs) {
    return policies(report(inputs));
  }

  public static String policies(Program report) {
    Program.Result result = report.run();
    assertThat(result.code()).as(result.err()).isZero();
    return result.out();
  }

  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<String> lines(Path file) {
    return text(file).lines().toList();
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }
}
