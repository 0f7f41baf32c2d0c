// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report says of a pod that no selector can name, in a namespace that is closed. */
class DefaultDenyTest {
  private static final String BARE =
      Traces.DB.replace("\"name\":\"db\"", "\"name\":\"bare\"").replace("{\"app\":\"db\"}", "{}");

  @TempDir Path folder;

  private Path trace;

  @BeforeEach
  void write_a_trace() throws IOException {
    trace =
        Traces.write(
            folder.resolve("a.log"),
            Traces.HEADER,
            Traces.WEB,
            BARE,
            Traces.connect(7, "wget", "10.0.0.1", "10.0.0.2", 80),
            Traces.connect(7, "wget", "10.0.0.1", "1.1.1.1", 443),
            Traces.END);
  }

  @Test
  void a_workload_that_default_deny_closes_is_not_called_open() throws IOException {
    assertThat(report("--default-deny").err())
        .contains(
            """
            not advised  1 workload closed by default-deny, and nothing is written for it
              shop/bare[Pod] ingress, egress: its pods have no label""")
        .doesNotContain("left open");
    assertThat(report("--default-deny", "--format", "markdown").out())
        .contains(
            "- closed by default-deny, nothing is written for it (Ingress, Egress):"
                + " `shop/bare[Pod]`, ")
        .doesNotContain("stays open (");
    assertThat(report("--default-deny", "--format", "html").out())
        .contains("1 workload closed by default-deny, and nothing is written for it")
        .doesNotContain("left open in some direction");
    JsonNode json = json("--default-deny");
    assertThat(json.at("/glance/notAdvised").asInt()).isZero();
    assertThat(json.at("/decisions/notAdvised")).isEmpty();
    assertThat(json.at("/decisions/closed/0/workload").asText()).isEqualTo("shop/bare[Pod]");
  }

  @Test
  void without_it_the_workload_stays_open() throws IOException {
    assertThat(report().err()).contains("not advised  1 workload left open");
    JsonNode json = json();
    assertThat(json.at("/glance/notAdvised").asInt()).isEqualTo(1);
    assertThat(json.at("/decisions/closed")).isEmpty();
  }

  @Test
  void a_flow_that_both_ends_cut_is_one() throws IOException {
    assertThat(report("--default-deny", "--fail-on", "cut").err())
        .contains(
            """
            would be cut 1 flow that worked
              ingress of shop/bare[Pod] from shop/web[Pod] on 80/TCP:\s""")
        .contains("\n  egress of shop/web[Pod] to shop/bare[Pod]:80/TCP: ")
        .endsWith("exit 1: --fail-on cut: 1 flow\n");
    assertThat(report("--default-deny", "--format", "markdown").out())
        .contains("<summary>Observed traffic that would be cut: 1 flow</summary>")
        .contains("1 flow that worked would be cut");
    assertThat(report("--default-deny", "--format", "html").out())
        .contains("<dt>Flows that would be cut</dt><dd>1</dd>");
    JsonNode json = json("--default-deny");
    assertThat(json.at("/glance/cut").asInt()).isEqualTo(1);
    assertThat(json.at("/decisions/cut")).hasSize(2);
  }

  private JsonNode json(String... more) throws IOException {
    String[] all = java.util.Arrays.copyOf(more, more.length + 2);
    all[more.length] = "--format";
    all[more.length + 1] = "report-json";
    return new ObjectMapper().readTree(report(all).out());
  }

  private Run report(String... more) {
    String[] all = new String[more.length + 3];
    all[0] = "report";
    all[1] = "--input";
    all[2] = trace.toString();
    System.arraycopy(more, 0, all, 3, more.length);
    return Run.of(all);
  }
}
