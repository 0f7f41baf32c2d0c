// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.policy.PolicyYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final String POLICIES =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: db-network
        namespace: shop
      spec:
        ingress:
        - from:
          - podSelector:
              matchLabels:
                app: web
          ports:
          - port: 5432
            protocol: TCP
        podSelector:
          matchLabels:
            app: db
        policyTypes:
        - Ingress
        - Egress
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: web-network
        namespace: shop
      spec:
        egress:
        - ports:
          - port: 5432
            protocol: TCP
          to:
          - podSelector:
              matchLabels:
                app: db
        podSelector:
          matchLabels:
            app: web
        policyTypes:
        - Ingress
        - Egress
      """;

  @TempDir Path folder;

  private Path trace;

  @BeforeEach
  void write_a_trace() throws IOException {
    trace = write("good.log", Traces.connect(7, "wget", "10.0.0.1", "10.0.0.2", 5432));
  }

  private Path write(String name, String... connections) throws IOException {
    List<String> lines = new ArrayList<>(List.of(Traces.HEADER, Traces.WEB, Traces.DB));
    Collections.addAll(lines, connections);
    lines.add(Traces.END);
    return Traces.write(folder.resolve(name), lines.toArray(String[]::new));
  }

  private Run report(String... words) {
    List<String> all = new ArrayList<>(List.of("report", "--input", trace.toString()));
    Collections.addAll(all, words);
    return Run.of(all.toArray(String[]::new));
  }

  @Test
  void policies_go_to_stdout_and_the_summary_to_stderr() {
    Run run = report();

    assertThat(run.out()).isEqualTo(POLICIES);
    assertThat(run.err())
        .isEqualTo(
            """
            read         5 records of %s: 1 connection (networktrace), 4 about the capture
            window       2026-11-20T12:00:00Z to 12:05:00Z
            covered      connects TCP UDP, accepts TCP UDP on n1
            flows        1, 2 workloads
            policies     2 for 2 workloads in 1 namespace
            warning [no-cluster-dns] the cluster's DNS is not in the snapshot, so policies admit only the queries that were seen
              hint: add the Services and pods of kube-system to the snapshot
            """
                .formatted(trace));
    assertThat(run.code()).isZero();
  }

  @Test
  void the_same_run_prints_the_same_bytes() {
    assertThat(report("--evidence", "comments")).isEqualTo(report("--evidence", "comments"));
  }

  @Test
  void the_trace_may_come_on_standard_input() throws IOException {
    Run run = Run.with(Files.readString(trace), "report", "--input", "-");

    assertThat(run.out()).isEqualTo(POLICIES);
    assertThat(run.err()).startsWith("read         5 records of <stdin>: 1 connection");
  }

  @Test
  void json_is_a_list_of_the_same_policies() {
    Run run = report("--format", "json");

    assertThat(run.out()).startsWith("{").contains("\"kind\": \"List\"");
    assertThat(PolicyYaml.write(PolicyYaml.parse(run.out(), "out").policies())).isEqualTo(POLICIES);
    assertThat(run.code()).isZero();
  }

  @Test
  void a_file_is_replaced_as_a_whole() throws IOException {
    Path file = Files.writeString(folder.resolve("policies.yaml"), "old\n".repeat(1_000));

    Run run = report("--output", file.toString());

    assertThat(run.out()).isEmpty();
    assertThat(run.err()).endsWith("\nwrote 2 policies to " + file + "\n");
    assertThat(file).hasContent(POLICIES);
    assertThat(run.code()).isZero();
  }

  @Test
  void a_folder_gets_one_file_a_policy_and_keeps_the_others() throws IOException {
    Path out = folder.resolve("new/policies");
    Path stale = out.resolve("shop.gone-network.yaml");

    assertThat(report("--output", out + "/").err())
        .endsWith("\nwrote 2 policies, one file each, to " + out + "\n");
    Files.writeString(stale, "mine");
    Run again = report("--output", out.toString());

    assertThat(again.err())
        .endsWith(
            "\nleft 1 file there that this run did not write, perhaps of an earlier one:"
                + " shop.gone-network.yaml\n");
    assertThat(stale).hasContent("mine");
    assertThat(
            Files.readString(out.resolve("shop.db-network.yaml"))
                + "---\n"
                + Files.readString(out.resolve("shop.web-network.yaml")))
        .isEqualTo(POLICIES);
    try (var files = Files.list(out)) {
      assertThat(files).hasSize(3);
    }
  }

  @Test
  void evidence_stands_over_each_rule() {
    assertThat(report("--evidence", "comments").out().lines().filter(line -> line.contains("#")))
        .containsExactly(
            "  # 1 connection from shop/web[Pod], 2026-11-20T12:00:01Z, by wget; " + trace + ":4",
            "  # 1 connection to shop/db[Pod], 2026-11-20T12:00:01Z, by wget; " + trace + ":4");
  }

  @Test
  void a_process_cannot_write_policies() throws IOException {
    trace =
        write(
            "evil.log",
            Traces.connect(
                7,
                "a\\n  - {}\\r\\u0085\\u2028\\u001b[2J\\u202e#\\u0000\\ud800",
                "10.0.0.1",
                "10.0.0.2",
                5432));

    Run run = report("--evidence", "comments");

    assertThat(PolicyYaml.write(PolicyYaml.parse(run.out(), "out").policies())).isEqualTo(POLICIES);
    assertThat(run.out().codePoints()).noneMatch(c -> c != '\n' && Character.isISOControl(c));
    assertThat(run.out()).doesNotContain("\u2028", "\u202e");
  }

  @Test
  void strict_turns_what_was_found_into_exit_code_1() throws IOException {
    String refused =
        Traces.connect(7, "wget", "10.0.0.1", "10.0.0.2", 81).replace("established", "refused");
    trace = write("failed.log", Traces.connect(7, "wget", "10.0.0.1", "10.0.0.2", 5432), refused);

    assertThat(report().code()).isZero();
    assertThat(report().err())
        .contains(
            "failed       1 flow, not allowed\n  shop/web[Pod] -> shop/db[Pod]:81/TCP: 1 refused")
        .contains("by wget, the first at " + trace + ":5\n");
    assertThat(report("--strict").code()).isEqualTo(1);
    assertThat(report("--strict").err()).endsWith("\nexit 1: --fail-on failed: 1 flow\n");
    assertThat(report("--strict").out()).isEqualTo(POLICIES);
    assertThat(report("--include-failed").out()).contains("port: 81");
  }

  @Test
  void a_filter_that_leaves_nothing_is_a_finding() {
    Run run = report("--namespaces", "shpo");

    assertThat(run.out()).isEmpty();
    assertThat(run.err()).endsWith("\nexit 1: no policy could be written\n");
    assertThat(run.code()).isEqualTo(1);
  }
}
