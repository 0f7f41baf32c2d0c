// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectivityTest {

  @TempDir Path folder;
  private String cluster;
  private String policies;

  @BeforeEach
  void files() throws IOException {
    cluster = Shop.file(folder, "cluster.yaml", Shop.CLUSTER);
    policies = Shop.file(folder, "policies.yaml", Shop.OLD);
  }

  @Test
  void lists_who_reaches_whom_and_on_which_ports() {
    Run run = run();
    assertThat(run.out())
        .isEqualTo(
            """
            bank/admin[Deployment] => bank/admin[Deployment] : all
            bank/admin[Deployment] => 0.0.0.0/0 : all
            shop/cart[Pod] => bank/admin[Deployment] : all
            shop/cart[Pod] => 0.0.0.0/0 : all
            shop/web[Pod] => bank/admin[Deployment] : all
            shop/web[Pod] => shop/cart[Pod] : TCP 8080
            shop/web[Pod] => 0.0.0.0/0 : all
            0.0.0.0/0 => bank/admin[Deployment] : all
            192.168.0.0/16 => shop/cart[Pod] : all
            """);
    assertThat(run.err())
        .isEqualTo(
            """
            judged       3 workloads, 2 policies
            shown        9 pairs
            modes        ipBlock=match-pods hostNetwork=node finishedPods=released\
             selfViaService=undefined ownNode=from
            """);
    assertThat(run.code()).isZero();
  }

  @Test
  void says_when_there_are_no_policies() {
    Run run = Run.of("connectivity", "--snapshot", cluster);
    assertThat(run.err()).startsWith("judged       3 workloads, no policies, so everything is");
    assertThat(run.out().lines()).allMatch(line -> line.endsWith(" : all"));
  }

  @Test
  void focus_shows_both_directions_of_one_workload() {
    assertThat(run("--focus", "shop/Pod/cart").out())
        .isEqualTo(
            """
            shop/cart[Pod] => bank/admin[Deployment] : all
            shop/cart[Pod] => 0.0.0.0/0 : all
            shop/web[Pod] => shop/cart[Pod] : TCP 8080
            192.168.0.0/16 => shop/cart[Pod] : all
            """);
  }

  @Test
  void exposed_only_shows_what_the_outside_reaches() {
    assertThat(run("--exposed-only").out())
        .isEqualTo(
            """
            0.0.0.0/0 => bank/admin[Deployment] : all
            192.168.0.0/16 => shop/cart[Pod] : all
            """);
    assertThat(run("--exposed-only", "--focus", "shop/web").out()).isEmpty();
  }

  @Test
  void a_focus_on_nobody_is_a_mistake_with_a_suggestion() {
    Run run = run("--focus", "shop/kart");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("the snapshot has no workload \"shop/kart\": did you mean shop/cart?");
    assertThat(run("--focus", "10.0.0.1").err())
        .contains("--focus does not know \"10.0.0.1\": write namespace/name");
  }

  @Test
  void modes_change_the_answer_and_are_printed() {
    Run run = run("--mode", "ipBlock=external-only", "--exposed-only");
    assertThat(run.err()).contains("ipBlock=external-only");
  }

  @Test
  void csv_has_a_row_a_pair() {
    assertThat(run("--format", "csv", "--focus", "shop/cart").out())
        .startsWith("from,to,ports,ports of some pods\n")
        .contains("\nshop/web[Pod],shop/cart[Pod],TCP 8080,\n");
  }

  @Test
  void markdown_is_a_table() {
    assertThat(run("--format", "markdown", "--exposed-only").out())
        .isEqualTo(
            """
            | From | To | Ports |
            |---|---|---|
            | `0.0.0.0/0` | `bank/admin[Deployment]` | all |
            | `192.168.0.0/16` | `shop/cart[Pod]` | all |
            """);
  }

  @Test
  void dot_is_a_graph_with_a_box_a_namespace() {
    assertThat(run("--format", "dot", "--focus", "shop/cart", "--exposed-only").out())
        .isEqualTo(
            """
            digraph connectivity {
              node [shape=box];
              subgraph cluster_0 {
                label="shop";
                "shop/cart[Pod]";
              }
              "192.168.0.0/16" [shape=ellipse];
              "192.168.0.0/16" -> "shop/cart[Pod]" [label="all"];
            }
            """);
  }

  @Test
  void json_says_the_same_as_the_lines() throws IOException {
    JsonNode json = new ObjectMapper().readTree(run("--format", "json").out());
    assertThat(json.at("/modes/hostNetwork").asText()).isEqualTo("node");
    assertThat(json.get("workloads")).hasSize(3);
    List<String> lines = new ArrayList<>();
    for (JsonNode it : json.get("connections")) {
      lines.add(end(it.get("from")) + " => " + end(it.get("to")) + " : " + it.get("ports").size());
    }
    assertThat(lines)
        .hasSize(9)
        .contains("shop/web[Pod] => shop/cart[Pod] : 1", "192.168.0.0/16 => shop/cart[Pod] : 3");
    assertThat(json.at("/connections/5/ports/0").toString())
        .isEqualTo("{\"protocol\":\"TCP\",\"port\":8080,\"endPort\":8080}");
  }

  private static String end(JsonNode end) {
    return end.has("cidrs")
        ? end.at("/cidrs/0").asText()
        : end.get("namespace").asText()
            + "/"
            + end.get("name").asText()
            + "["
            + end.get("kind").asText()
            + "]";
  }

  @Test
  void hostile_names_stay_text_in_every_format() throws IOException {
    String name = "\\e[31m`|\\\"x]; evil\\n";
    cluster =
        Shop.file(
            folder,
            "hostile.yaml",
            "apiVersion: v1\nkind: Pod\nmetadata: {name: \"="
                + name
                + "\", namespace: \"=1+1\"}\n"
                + "spec: {containers: [{name: c}]}\n");
    for (String format : List.of("text", "csv", "json", "dot", "markdown")) {
      Run run = Run.of("connectivity", "--snapshot", cluster, "--format", format);
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.out()).doesNotContain("\u001b").isNotEmpty();
      switch (format) {
        case "csv" -> assertThat(run.out().lines()).noneMatch(it -> it.matches("\"?[=+@-].*"));
        case "dot" -> assertThat(run.out()).contains("|\\\"x]; evil");
        case "markdown" ->
            assertThat(run.out()).contains("\\x60\\|").doesNotContain("`|\"").hasLineCount(4);
        default -> assertThat(run.out()).contains("evil\\n");
      }
    }
  }

  @Test
  void needs_a_snapshot_with_somebody_in_it() throws IOException {
    assertThat(Run.of("connectivity").err()).contains("name the cluster's snapshot");
    String empty =
        Shop.file(folder, "empty.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: x}\n");
    Run run = Run.of("connectivity", "--snapshot", empty);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("no-workloads", "there is no workload in it");
  }

  private Run run(String... more) {
    List<String> words =
        new ArrayList<>(List.of("connectivity", "--snapshot", cluster, "--policies", policies));
    words.addAll(List.of(more));
    return Run.of(words.toArray(String[]::new));
  }
}
