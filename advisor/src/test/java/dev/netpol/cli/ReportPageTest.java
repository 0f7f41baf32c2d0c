// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report as JSON. */
class ReportPageTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void shows_what_each_rule_rests_on() throws IOException {
    JsonNode report = report(Traces.connect(7, "wget", "10.0.0.1", "10.0.0.2", 5432));

    JsonNode rule = report.at("/policies/0/rules/0");
    assertThat(report.at("/policies/0/id").asText()).isEqualTo("shop/db-network");
    assertThat(rule.at("/direction").asText()).isEqualTo("Ingress");
    assertThat(rule.at("/peers/0").asText()).isEqualTo("pods app=web");
    assertThat(rule.at("/connections").asInt()).isEqualTo(1);
    assertThat(rule.at("/processes/0").asText()).isEqualTo("wget");
    assertThat(rule.at("/samples/0/line").asInt()).isEqualTo(4);
    assertThat(rule.at("/pods/0").asText()).isEqualTo("shop/web");
  }

  @Test
  void points_at_each_rule_in_the_yaml() throws IOException {
    JsonNode report =
        report(
            Traces.connect(7, "wget", "10.0.0.1", "10.0.0.2", 5432),
            Traces.connect(7, "wget", "10.0.0.1", "1.1.1.1", 443),
            Traces.connect(7, "wget", "10.0.0.1", "9.9.9.9", 80));

    JsonNode web = report.at("/policies/1");
    List<String> yaml = web.at("/yaml").asText().lines().toList();
    List<String> rules = new ArrayList<>();
    for (JsonNode rule : web.at("/rules")) {
      rules.add(
          String.join(
              "\n", yaml.subList(rule.at("/firstLine").asInt() - 1, rule.at("/lastLine").asInt())));
    }
    assertThat(rules)
        .hasSize(3)
        .allMatch(rule -> rule.startsWith("  - ports:") && rule.split("\n  - ", -1).length == 1);
    assertThat(String.join("\n", rules)).contains("app: db", "1.1.1.1/32", "9.9.9.9/32");
    assertThat(rules).noneMatch(rule -> rule.contains("podSelector:\n    matchLabels:"));
  }

  @Test
  void flags_private_ranges_and_the_address_of_credentials() throws IOException {
    JsonNode report =
        report(
            Traces.connect(7, "wget", "10.0.0.1", "169.254.169.254", 80),
            Traces.connect(7, "wget", "10.0.0.1", "192.168.7.7", 80),
            Traces.connect(7, "wget", "10.0.0.1", "100.64.1.1", 80),
            Traces.connect(7, "wget", "10.0.0.1", "9.9.9.9", 80),
            Traces.connect(7, "wget", "10.0.0.1", "9.9.9.8", 80));

    List<String> groups = new ArrayList<>();
    report
        .at("/external/0/groups")
        .forEach(it -> groups.add(it.at("/range").asText() + " " + it.at("/blocks/0").asText()));
    assertThat(groups)
        .containsExactly(
            "metadata 169.254.169.254",
            "private 192.168.7.7",
            "shared 100.64.1.1",
            "public 9.9.9.8/31");
  }

  @Test
  void says_first_what_makes_the_advice_unsafe() throws IOException {
    Path trace =
        Traces.write(
            folder.resolve("torn.log"),
            Traces.HEADER,
            Traces.WEB,
            Traces.DB,
            Traces.connect(7, "wget", "10.0.0.1", "10.0.0.2", 5432),
            "{\"type\":\"lost\",\"time\":\"2026-11-20T12:00:02Z\",\"node\":\"n1\",\"layer\":\"ringbuf\",\"count\":12}",
            "{\"type\":\"connect\",\"time\":\"2026-11-20T12:");

    JsonNode unsafe = JSON.readTree(run(trace)).at("/glance/unsafe");

    assertThat(unsafe.findValuesAsText("code")).containsExactly("lost", "truncated", "unread");
    assertThat(unsafe.at("/0/details/0").asText()).isEqualTo("12 events lost: ringbuf");
  }

  @Test
  void accounts_for_every_record() throws IOException {
    JsonNode accounting =
        report(
                Traces.connect(7, "wget", "10.0.0.1", "10.0.0.2", 5432),
                Traces.connect(7, "wget", "127.0.0.1", "127.0.0.1", 80),
                "not json")
            .at("/accounting");

    assertThat(accounting.at("/records").asInt()).isEqualTo(7);
    assertThat(accounting.at("/connections/networktrace").asInt()).isEqualTo(2);
    assertThat(accounting.at("/about").asInt()).isEqualTo(4);
    assertThat(accounting.at("/skipped/0/count").asInt()).isEqualTo(1);
    assertThat(accounting.at("/skipped/0/first/0/excerpt").asText()).isEqualTo("not json");
    assertThat(accounting.at("/observations").asInt()).isEqualTo(2);
    assertThat(accounting.at("/inFlows").asInt()).isEqualTo(1);
    assertThat(accounting.at("/noFlows/0/reason").asText()).isEqualTo("loopback");
  }

  @Test
  void names_its_inputs_with_their_checksums() throws IOException {
    Path trace = trace(Traces.connect(7, "wget", "10.0.0.1", "10.0.0.2", 5432));
    String text = Files.readString(trace);

    JsonNode file = JSON.readTree(run(trace)).at("/made/inputs/0");
    JsonNode stdin =
        JSON.readTree(Run.with(text, "report", "--input", "-", "--format", "report-json").out())
            .at("/made/inputs/0");

    assertThat(file.at("/bytes").asLong()).isEqualTo(Files.size(trace));
    assertThat(file.at("/sha256").asText()).hasSize(64).isEqualTo(stdin.at("/sha256").asText());
    assertThat(stdin.at("/name").asText()).isEqualTo("<stdin>");
    assertThat(stdin.at("/bytes").asLong()).isEqualTo(Files.size(trace));
  }

  @Test
  void does_not_depend_on_the_order_of_the_records() throws IOException {
    List<String> connections = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      connections.add(Traces.connect(i, "w" + i % 9, "10.0.0.1", "9.9.9." + i % 7, 80 + i % 5));
    }
    JsonNode first = report(connections.toArray(String[]::new));
    Collections.reverse(connections);
    JsonNode second = report(connections.toArray(String[]::new));

    for (String part : List.of("glance", "decisions", "workloads", "external", "saturation")) {
      assertThat(second.get(part)).as(part).isEqualTo(first.get(part));
    }
  }

  @Test
  void has_no_clock_unless_it_is_asked_for() throws IOException {
    Path trace = trace(Traces.connect(7, "wget", "10.0.0.1", "10.0.0.2", 5432));

    assertThat(JSON.readTree(run(trace)).at("/made/at").isMissingNode()).isTrue();
    assertThat(JSON.readTree(run(trace, "--timestamp")).at("/made/at").asText())
        .matches("20\\d\\d-.*Z");
  }

  @Test
  void goes_to_a_file_as_a_whole_and_never_to_a_folder() throws IOException {
    Path trace = trace(Traces.connect(7, "wget", "10.0.0.1", "10.0.0.2", 5432));
    Path file = folder.resolve("report.json");

    Run run = page(trace, "--output", file.toString());
    Run wrong = page(trace, "--output", folder.toString());

    assertThat(run.code()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).endsWith("wrote the report to " + file + "\n");
    assertThat(JSON.readTree(file.toFile()).at("/version").asInt()).isEqualTo(1);
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("--format report-json is one file");
  }

  @Test
  void refuses_what_does_not_go_together() throws IOException {
    Path trace = trace(Traces.connect(7, "wget", "10.0.0.1", "10.0.0.2", 5432));

    assertThat(page(trace, "--evidence", "comments").code()).isEqualTo(2);
    assertThat(Run.of("report", "--input", trace.toString(), "--timestamp").code()).isEqualTo(2);
  }

  private JsonNode report(String... connections) throws IOException {
    return JSON.readTree(run(trace(connections)));
  }

  private Path trace(String... connections) throws IOException {
    List<String> lines = new ArrayList<>(List.of(Traces.HEADER, Traces.WEB, Traces.DB));
    Collections.addAll(lines, connections);
    lines.add(Traces.END);
    return Traces.write(folder.resolve("a.log"), lines.toArray(String[]::new));
  }

  private static String run(Path trace, String... words) {
    Run run = page(trace, words);
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  private static Run page(Path trace, String... words) {
    List<String> all =
        new ArrayList<>(List.of("report", "--input", trace.toString(), "--format", "report-json"));
    Collections.addAll(all, words);
    return Run.of(all.toArray(String[]::new));
  }
}
