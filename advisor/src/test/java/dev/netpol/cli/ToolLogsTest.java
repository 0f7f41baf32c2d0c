// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log of Hubble's and no snapshot: names, labels, verdicts and what was looked up are in the log.
 */
class ToolLogsTest {
  private static final String POD =
      "{'namespace':'shop','pod_name':'%s','labels':['k8s:app=%s'],"
          + "'workloads':[{'name':'%2$s','kind':'Deployment'}]}";

  @TempDir Path folder;
  private Path log;

  private static String flow(String verdict, String to, String address, int port, String more) {
    return ("{'flow':{'time':'2026-11-20T12:00:01Z','verdict':'"
            + verdict
            + "','IP':{'source':'10.0.0.1','destination':'"
            + address
            + "'},'l4':{'TCP':{'source_port':40000,'destination_port':"
            + port
            + ",'flags':{'SYN':true}}},'source':"
            + POD.formatted("web-abc", "web")
            + ",'destination':"
            + to
            + more
            + ",'node_name':'n1','traffic_direction':'EGRESS','is_reply':false}}")
        .replace('\'', '"');
  }

  @BeforeEach
  void write() throws IOException {
    String db = POD.formatted("db-abc", "db");
    String world = "{'identity':2,'labels':['reserved:world']}";
    String name = ",'destination_names':['api.example.com\\n- {}\\u001b[2J']";
    log =
        Files.writeString(
            folder.resolve("hubble.log"),
            String.join(
                "\n",
                flow("FORWARDED", db, "10.0.0.2", 5432, ""),
                flow("DROPPED", db, "10.0.0.2", 22, ",'drop_reason_desc':'POLICY_DENIED'"),
                flow("FORWARDED", world, "198.51.100.23", 443, name)));
  }

  private Run report(String... more) {
    String[] words = new String[more.length + 3];
    words[0] = "report";
    words[1] = "--input";
    words[2] = log.toString();
    System.arraycopy(more, 0, words, 3, more.length);
    return Run.of(words);
  }

  @Test
  void names_and_labels_of_the_log_make_policies() {
    Run run = report();

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("name: web-network", "app: db", "port: 5432", "cidr: 198.51.100.23/32");
  }

  @Test
  void what_was_denied_is_shown_and_no_rule_unless_asked_for() {
    assertThat(report().out()).doesNotContain("port: 22\n");
    assertThat(report().err())
        .contains("shop/web[Deployment] -> shop/db[Deployment]:22/TCP: 1 denied");
    assertThat(report("--include-failed").out()).contains("port: 22\n");
  }

  @Test
  void an_address_outside_is_shown_with_the_name_that_was_looked_up() {
    Run run = report("--evidence", "comments");

    assertThat(run.out()).contains("198.51.100.23 (api.example.com");
    assertThat(run.out().codePoints()).noneMatch(c -> c != '\n' && Character.isISOControl(c));
    assertThat(run.out().lines()).noneMatch(line -> line.startsWith("- {}"));
    assertThat(report("--format", "report-json").out()).contains("api.example.com\\n- {}");
  }

  @Test
  void so_it_is_on_the_page_and_in_the_comment() {
    String page = report("--format", "html").out();
    String comment = report("--format", "markdown").out();

    assertThat(page).contains("<p>Looked up as api.example.com", "<br><small>api.example.com");
    assertThat(comment).contains("looked up as `api.example.com", "`198.51.100.23` `api.example");
    for (String text : List.of(page, comment)) {
      assertThat(text.codePoints()).noneMatch(c -> c != '\n' && Character.isISOControl(c));
    }
  }

  @Test
  void a_check_names_it_too_and_counts_denials_apart() throws IOException {
    Path none =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: closed, namespace: shop}
            spec: {podSelector: {}, policyTypes: [Egress]}
            """);

    Run run = Run.of("check", "--policies", none.toString(), "--input", log.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("looked up as api.example.com", "1 denied");
    assertThat(run.out().codePoints()).noneMatch(c -> c != '\n' && Character.isISOControl(c));
  }

  @Test
  void the_table_has_a_row_for_each_connection_and_not_for_each_packet() throws IOException {
    String first = flow("FORWARDED", POD.formatted("db-abc", "db"), "10.0.0.2", 5432, "");
    Files.writeString(log, first + "\n" + first.replace("\"SYN\"", "\"ACK\"") + "\n");

    Run run = Run.of("tcpconnect", "--input", log.toString());

    assertThat(run.out().lines().filter(line -> line.contains("5432"))).hasSize(1);
    assertThat(run.err()).contains("not shown: 1 record of a connection that another one counts");
  }
}
