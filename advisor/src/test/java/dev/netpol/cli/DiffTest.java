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

class DiffTest {

  @TempDir Path folder;
  private String cluster;
  private String old;
  private String young;

  @BeforeEach
  void files() throws IOException {
    cluster = Shop.file(folder, "cluster.yaml", Shop.CLUSTER);
    old = Shop.file(folder, "old.yaml", Shop.OLD);
    young = Shop.file(folder, "new.yaml", Shop.NEW);
  }

  @Test
  void lists_gained_and_lost_with_an_example_and_why() {
    Run run = run(old, young);
    assertThat(run.out().replace(folder + "/", ""))
        .isEqualTo(
            """
            + bank/admin[Deployment] => shop/cart[Pod] : TCP 9090
                such as bank/admin -> shop/cart (10.0.0.2) on 9090/TCP
                ingress: admitted by shop/cart ingress[1] (new.yaml:9)
            + bank/admin[Deployment] => shop/web[Pod] : all
                such as bank/admin -> shop/web (10.0.0.1) on 80/TCP
                ingress: no longer isolated by shop/web (old.yaml:11)
            + shop/cart[Pod] => shop/web[Pod] : all
                such as shop/cart (10.0.0.2) -> shop/web (10.0.0.1) on 80/TCP
                ingress: no longer isolated by shop/web (old.yaml:11)
            + 0.0.0.0/0 => shop/web[Pod] : all
                such as 192.0.2.1 -> shop/web (10.0.0.1) on 80/TCP
                ingress: no longer isolated by shop/web (old.yaml:11)
            - 192.168.128.0/17 => shop/cart[Pod] : all
                such as 192.168.128.0 -> shop/cart (10.0.0.2) on 8080/TCP
                ingress: no longer admitted by shop/cart ingress[1] (old.yaml:9); isolated by\
             shop/cart (new.yaml:1)
            """);
    assertThat(run.err())
        .startsWith(
            """
            difference   4 gained, 1 lost
              bank -> shop: 2 gained, 0 lost
              shop -> shop: 1 gained, 0 lost
              outside the cluster -> shop: 1 gained, 1 lost
            modes        ipBlock=""");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void the_way_back_is_the_mirror_image() {
    List<String> there = heads(run(old, young));
    List<String> back = heads(run(young, old));
    back.replaceAll(it -> (it.startsWith("+") ? "-" : "+") + it.substring(1));
    assertThat(back).isEqualTo(there);
  }

  private static List<String> heads(Run run) {
    return new ArrayList<>(run.out().lines().filter(it -> !it.startsWith(" ")).toList());
  }

  @Test
  void other_text_of_equal_meaning_is_no_difference() throws IOException {
    String same = Shop.file(folder, "same.yaml", Shop.OLD.replace("port: http", "port: 8080"));
    Run run = run(old, same);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("difference   none\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void fails_on_what_it_is_told_to_fail_on() throws IOException {
    String only = Shop.file(folder, "only.yaml", Shop.OLD.replace("port: http", "port: 81"));
    assertThat(run(old, young, "--fail-on", "none").code()).isZero();
    assertThat(run(old, young, "--fail-on", "lost").code()).isEqualTo(1);
    assertThat(run(old, only, "--fail-on", "gained").code()).isEqualTo(1);
    assertThat(run("none", old, "--fail-on", "gained").code()).isZero();
    assertThat(run("none", old, "--fail-on", "lost").code()).isEqualTo(1);
    assertThat(run(old, old, "--fail-on", "any").code()).isZero();
  }

  @Test
  void what_is_not_there_yet_is_named_none() {
    Run run = run(folder.resolve("nowhere").toString(), young);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("no such file or folder", "write none where there are no");
  }

  @Test
  void none_stands_for_no_policies() {
    assertThat(run("none", "none").out()).isEmpty();
    assertThat(run(old, "none").out()).doesNotContain("\n- ").contains("no longer isolated by");
  }

  @Test
  void markdown_is_a_comment_for_a_pull_request() {
    assertThat(run(old, young, "--format", "markdown").out())
        .startsWith(
            """
            ### Connections: 4 gained, 1 lost

            - `bank -> shop: 2 gained, 0 lost`
            - `shop -> shop: 1 gained, 0 lost`
            - `outside the cluster -> shop: 1 gained, 1 lost`

            | | From | To | Ports |""")
        .contains("| gained | `bank/admin[Deployment]` | `shop/cart[Pod]` | TCP 9090 | `bank/admin")
        .endsWith(" ownNode=from\n");
    assertThat(run(old, old, "--format", "markdown").out()).isEqualTo("### Connections: none\n");
  }

  @Test
  void json_holds_both_kinds() throws IOException {
    JsonNode json = new ObjectMapper().readTree(run(old, young, "--format", "json").out());
    assertThat(json.get("gained")).hasSize(4);
    assertThat(json.at("/namespaces/2").toString())
        .isEqualTo("{\"to\":\"shop\",\"gained\":1,\"lost\":1}");
    assertThat(json.get("lost")).hasSize(1);
    JsonNode lost = json.at("/lost/0");
    assertThat(lost.at("/from/cidrs").toString()).isEqualTo("[\"192.168.128.0/17\"]");
    assertThat(lost.at("/example/before/0/admittedBy/0/rule").asInt()).isEqualTo(1);
    assertThat(lost.at("/example/after/0/isolatedBy/0/name").asText()).isEqualTo("cart");
  }

  @Test
  void needs_two_sets_of_policies() {
    Run run = Run.of("diff", old, "--snapshot", cluster);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("name the policies before and after: old/ new/, not 1 word");
    assertThat(Run.of("diff", "-", "-", "--snapshot", cluster).err())
        .contains("stdin can be read once: - is given 2 times");
    assertThat(Run.with(Shop.OLD, "diff", "-", old, "--snapshot", cluster).code()).isZero();
  }

  @Test
  void refuses_policies_that_the_api_server_would_refuse() throws IOException {
    String bad = Shop.file(folder, "bad.yaml", Shop.OLD.replace("podSelector", "podSelektor"));
    Run run = run(old, bad);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("bad.yaml:5:3: error").contains("podSelector");
  }

  @Test
  void what_is_not_in_the_snapshot_is_not_said_to_stay_the_same() throws IOException {
    String dns =
        "  - from: [{podSelector: {matchLabels: {app: ghost}}}]\n    ports: [{port: 53}]\n";
    String more = Shop.file(folder, "more.yaml", Shop.NEW + dns);
    Run run = run(more, young);
    assertThat(run.code()).isZero();
    assertThat(run.err().replace(folder + "/", ""))
        .startsWith(
            """
            difference   none
            not judged   1 rule of one side alone, for pods that the snapshot does not have
              before: shop/cart ingress[3] (more.yaml:12)
            modes""");
    assertThat(run(more, young, "--format", "markdown").out().replace(folder + "/", ""))
        .isEqualTo(
            """
            ### Connections: none

            - not judged: 1 rule of one side alone, for pods that the snapshot does not have: \
            `before: shop/cart ingress[3] (more.yaml:12)`
            """);
    JsonNode json = new ObjectMapper().readTree(run(young, more, "--format", "json").out());
    assertThat(json.get("notJudged")).hasSize(1);
    assertThat(json.at("/notJudged/0/side").asText()).isEqualTo("after");
    assertThat(json.at("/notJudged/0/rule").asInt()).isEqualTo(3);
    assertThat(run(more, young, "--format", "html").out())
        .contains("1 rule of one side alone, for pods that the snapshot does not have")
        .contains("before: shop/cart ingress[3]");
  }

  @Test
  void in_a_cluster_that_nobody_is_in_nothing_can_be_said_to_stay_the_same() throws IOException {
    String nobody =
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {clusterIP: 10.96.0.1, selector: {app: web}, ports: [{port: 80}]}
        """;
    Run run = Run.of("diff", "none", old, "--snapshot", Shop.file(folder, "nobody.yaml", nobody));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("nobody.yaml: error [no-workloads] there is no workload in it");
  }

  private Run run(String before, String after, String... more) {
    List<String> words = new ArrayList<>(List.of("diff", before, after, "--snapshot", cluster));
    words.addAll(List.of(more));
    return Run.of(words.toArray(String[]::new));
  }

  @Test
  void a_page_has_gained_and_lost_connections_on_its_map() {
    Run run = run(old, young, "--format", "html");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out().split("<a class=\"gained\"", -1)).hasSize(5);
    assertThat(run.out())
        .contains(
            "<h1>What a change of policies opens and cuts</h1>\n<p>Connections: 4 gained, 1 lost.</p>")
        .contains(
            "<a class=\"lost\" href=\"#lost-1\"><title>192.168.128.0/17 calls shop/cart on all (lost): "
                + "ingress: no longer admitted by shop/cart ingress[1]")
        .contains("<dt>policies before</dt><dd><code>" + old + "</code>")
        .contains("<dt>policies after</dt><dd><code>" + young + "</code>");
  }

  @Test
  void a_page_says_that_nothing_changes() {
    assertThat(run(old, old, "--format", "html").out())
        .contains("<p>Connections: none.</p>", "<p>There is nothing to show.</p>");
  }
}
