// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.netpol.acceptance.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Same input, same bytes: on any machine, in any order, in any number of files. */
class SameBytesTest {
  private static final Path OTHER_TOOLS = Path.of("samples", "other-tools");

  /** What each log gives here: there is more than one thing to compare it with. */
  private static final Map<Path, Result> REPORTS = new HashMap<>();

  @TempDir Path temporary;

  @TestFactory
  Stream<DynamicTest> reports_do_not_depend_on_the_machine() {
    return elsewhere(logs().filter(log -> !log.startsWith(OTHER_TOOLS)));
  }

  @TestFactory
  @Tag("any-jdk")
  Stream<DynamicTest> reports_of_logs_of_other_tools_do_not_depend_on_the_machine() {
    return elsewhere(logs().filter(log -> log.startsWith(OTHER_TOOLS)));
  }

  private static Stream<DynamicTest> elsewhere(Stream<Path> logs) {
    return logs.map(
        log ->
            dynamicTest(log.toString(), () -> assertThat(elsewhere(log)).isEqualTo(report(log))));
  }

  @TestFactory
  Stream<DynamicTest> no_form_of_a_report_depends_on_the_machine() {
    Path log = Repository.ROOT.relativize(Sample.ONLINE_BOUTIQUE.trace());
    return Stream.of("html", "markdown", "report-json")
        .map(
            format ->
                dynamicTest(
                    format,
                    () ->
                        assertThat(elsewhere(log, "--format", format).out())
                            .isEqualTo(
                                Program.advisor(arguments(log, log))
                                    .and("--format", format)
                                    .run()
                                    .orFail()
                                    .out())));
  }

  /** In a run of its own each: what a library makes of its constants' hashes is new in each. */
  @Test
  void a_page_of_a_workload_that_calls_itself_is_the_same_in_each_run() throws IOException {
    String pod =
        """
        {"type":"object","time":"2026-11-20T11:00:00Z","object":{"apiVersion":"v1","kind":"Pod",\
        "metadata":{"name":"db-%1$d","namespace":"shop","labels":{"app":"db"},"ownerReferences":\
        [{"apiVersion":"apps/v1","kind":"StatefulSet","name":"db","controller":true}]},\
        "status":{"phase":"Running","podIP":"10.0.0.%1$d"}}}
        """;
    String event =
        """
        {"type":"%s","time":"2026-11-20T12:00:00Z","node":"n","namespace":"shop","pod":"db-%d",\
        "proto":"TCP","saddr":"10.0.0.1","sport":41000,"daddr":"10.0.0.2","dport":7000,\
        "outcome":"established"}
        """;
    Path log = temporary.resolve("networktrace.log");
    Files.writeString(
        log,
        pod.formatted(1)
            + pod.formatted(2)
            + event.formatted("connect", 1)
            + event.formatted("accept", 2));

    List<String> pages = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Program report = Program.advisor("report", "--input", log.toString(), "--format", "html");
      pages.add(report.run().orFail().out());
    }

    assertThat(pages.get(0)).contains("shop/db (StatefulSet): calls 1, called by 1");
    assertThat(pages).containsOnly(pages.get(0));
  }

  @TestFactory
  @Tag("any-jdk")
  Stream<DynamicTest> policies_do_not_depend_on_the_order_and_split_of_the_records() {
    return logs()
        .map(
            log ->
                dynamicTest(
                    log.toString(),
                    () ->
                        assertThat(report(log, shuffled(log)).out()).isEqualTo(report(log).out())));
  }

  private static Stream<Path> logs() {
    return Repository.files(Repository.ROOT.resolve("samples")).stream()
        .filter(file -> file.getFileName().toString().endsWith(".log"))
        .map(Repository.ROOT::relativize);
  }

  private static String[] arguments(Path log, Path input) {
    List<String> arguments = new ArrayList<>(List.of("report", "--input", input.toString()));
    Path folder = Repository.ROOT.resolve(log).getParent();
    for (String name : List.of("cluster.yaml", "cluster.json")) {
      if (Files.exists(folder.resolve(name))) {
        arguments.addAll(List.of("--snapshot", folder.resolve(name).toString()));
      }
    }
    return arguments.toArray(String[]::new);
  }

  private static Result report(Path log) {
    return REPORTS.computeIfAbsent(log, key -> report(key, key));
  }

  /** With the snapshot that stands beside the log. */
  private static Result report(Path log, Path input) {
    Result result = Program.advisor(arguments(log, input)).run();
    assertThat(result.code()).as(result.err()).isZero();
    return result;
  }

  /** Another language, time zone, encoding and number of processors; sets are salted anew. */
  private static Result elsewhere(Path log, String... options) {
    return Program.of(
            Repository.JAVA.toString(),
            "-Duser.language=tr",
            "-Duser.timezone=Asia/Kolkata",
            "-Dfile.encoding=ISO-8859-1",
            "-XX:ActiveProcessorCount=1",
            "-XX:+UnlockExperimentalVMOptions",
            "-XX:hashCode=2",
            "-XX:TieredStopAtLevel=1", // only because it starts sooner
            "-jar",
            Repository.ADVISOR_JAR.toString())
        .and(arguments(log, log))
        .and(options)
        .run();
  }

  /** Two files with all headers and ends; the records are dealt out to them in another order. */
  private Path shuffled(Path log) throws IOException {
    List<String> lines = Files.readAllLines(Repository.ROOT.resolve(log));
    List<String> headers = lines.stream().filter(line -> isType(line, "trace")).toList();
    List<String> ends = lines.stream().filter(line -> isType(line, "end")).toList();
    List<String> records = new ArrayList<>(lines);
    records.removeAll(headers);
    records.removeAll(ends);
    Collections.shuffle(records, new Random(1));
    int half = records.size() / 2;
    Path folder = Files.createDirectories(temporary.resolve(log));
    write(folder.resolve("a.log"), headers, records.subList(half, records.size()), ends);
    write(folder.resolve("b.log"), headers, records.subList(0, half), ends);
    return folder;
  }

  private static boolean isType(String line, String type) {
    return line.startsWith("{\"type\":\"" + type + "\"");
  }

  private static void write(
      Path file, List<String> headers, List<String> records, List<String> ends) throws IOException {
    Files.write(file, Stream.of(headers, records, ends).flatMap(List::stream).toList());
  }
}
