// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** {@code check}, from files to what it prints and the code it ends with. */
class CheckTest {

  private static final String POLICY =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: web, namespace: shop}
      spec:
        podSelector: {matchLabels: {app: web}}
        policyTypes: [Egress]
        egress:
        - to: [{podSelector: {matchLabels: {app: db}}}]
          ports: [{port: 5432}, {port: 9999}]
        - to: [{ipBlock: {cidr: 203.0.113.0/24}}]
      """;

  @TempDir Path folder;

  private String log;
  private String policies;

  @BeforeEach
  void a_trace_and_a_policy() throws IOException {
    log =
        trace(
            Traces.connect(1, "nginx", "10.0.0.1", "10.0.0.2", 5432),
            Traces.connect(2, "nginx", "10.0.0.1", "198.51.100.7", 443),
            Traces.connect(3, "curl", "10.0.0.1", "198.51.100.8", 25)
                .replace("established", "timeout"));
    policies = Files.writeString(folder.resolve("p.yaml"), POLICY).toString();
  }

  private String trace(String... lines) throws IOException {
    String[] all = new String[lines.length + 4];
    all[0] = Traces.HEADER;
    all[1] = Traces.WEB;
    all[2] = Traces.DB;
    System.arraycopy(lines, 0, all, 3, lines.length);
    all[all.length - 1] = Traces.END;
    return Traces.write(folder.resolve("a.log"), all).toString();
  }

  private Run check(String... more) {
    String[] args = new String[more.length + 5];
    args[0] = "check";
    args[1] = "--policies";
    args[2] = policies;
    args[3] = "--input";
    args[4] = log;
    System.arraycopy(more, 0, args, 5, more.length);
    return Run.of(args);
  }

  @Test
  void says_what_would_be_denied_and_why_then_everything_else() {
    Run run = check();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).endsWith("exit 1: --fail-on denied: 1 flow\n");
    assertThat(run.out().replace(folder.toString(), "."))
        .isEqualTo(
            """
            denied       1 flow that worked and would be cut
              shop/web[Pod] -> 198.51.100.7:443/TCP
                1 connection by nginx, 2026-11-20T12:00:01Z, first at ./a.log:5
                egress of shop/web: isolated by shop/web (./p.yaml:1); no rule admits it
                nearest: shop/web egress[1] (./p.yaml:10): 198.51.100.7 is not in 203.0.113.0/24
            failed       1 flow not seen to work when the trace was taken
              shop/web[Pod] -> 198.51.100.8:25/TCP: would be denied
                1 timeout by curl, 2026-11-20T12:00:01Z, first at ./a.log:6
                egress of shop/web: isolated by shop/web (./p.yaml:1); no rule admits it
                nearest: shop/web egress[1] (./p.yaml:10): 198.51.100.8 is not in 203.0.113.0/24
            covered      1 flow that rules admit
              shop/web[Pod] -> shop/db[Pod]:5432/TCP: 1 connection, by shop/web egress[0]
            unused       1 rule
              shop/web egress[1] (./p.yaml:10): no flow of the trace uses it
            partly used  1 rule
              shop/web egress[0] (./p.yaml:8): no flow needs port 9999/TCP
            unprotected  2 workloads that no policy isolates
              shop/db[Pod]: ingress, egress
              shop/web[Pod]: ingress
            modes        ipBlock=match-pods hostNetwork=node finishedPods=released selfViaService=undefined ownNode=from
            """);
  }

  @Test
  void does_not_say_that_a_connection_failed_whose_end_was_not_seen() throws IOException {
    log =
        trace(
            Traces.connect(1, "nginx", "10.0.0.1", "10.0.0.2", 5432)
                .replace("established", "uncertain"));

    assertThat(check().out())
        .contains(
            "failed       1 flow not seen to work when the trace was taken\n"
                + "  shop/web[Pod] -> shop/db[Pod]:5432/TCP: would be allowed\n"
                + "    1 uncertain");
  }

  @Test
  void fails_on_what_it_is_asked_to() {
    assertThat(check("--fail-on", "none").code()).isZero();
    assertThat(check("--fail-on", "undecided").code()).isZero();
    assertThat(check("--fail-on", "unused").code()).isEqualTo(1);
    Run run = check("--fail-on", "denied,failed,unused,unprotected");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains(
            "exit 1: --fail-on denied: 1 flow\n",
            "exit 1: --fail-on failed: 1 denied flow\n",
            "exit 1: --fail-on unused: 1 rule\n",
            "exit 1: --fail-on unprotected: 2 workloads\n");
    assertThat(check("--fail-on", "none,denied").code()).isEqualTo(2);
  }

  @Test
  void looks_at_some_namespaces_only() throws IOException {
    Path snapshot =
        Files.writeString(
            folder.resolve("cluster.yaml"),
            "{apiVersion: v1, kind: Namespace, metadata: {name: other}}");
    Run run =
        check(
            "--namespaces",
            "other",
            "--snapshot",
            snapshot.toString(),
            "--fail-on",
            "denied,failed,unused,unprotected");

    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("flows        none\n");
  }

  @Test
  void warns_of_a_trace_without_connections() throws IOException {
    log = trace();

    assertThat(check().err())
        .contains("warning [no-connections] the trace has no connections, so that nothing was");
    assertThat(check().code()).isZero();
  }

  @Test
  void refuses_to_look_at_a_namespace_that_nobody_knows() {
    Run run = check("--namespaces", "shop,shup");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("nothing is known of a namespace \"shup\": did you mean shop?");
  }

  @Test
  void takes_the_policies_of_the_snapshot_where_none_are_named() throws IOException {
    Path snapshot = Files.writeString(folder.resolve("cluster.yaml"), POLICY);

    Run run = Run.of("check", "--input", log, "--snapshot", snapshot.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).startsWith("denied       1 flow");
  }

  @Test
  void refuses_to_check_against_nothing() {
    Run run = Run.of("check", "--input", log);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("error [no-policies]", "hint: name manifests with --policies");
  }

  @Test
  void refuses_policies_of_a_namespace_that_nothing_is_known_of() throws IOException {
    Files.writeString(folder.resolve("p.yaml"), POLICY.replace("shop", "shup"));

    Run run = check();

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("p.yaml:1:1: error [unknown-namespace]", "namespace shup", "shup/web", "hint: ");
  }

  @Test
  void writes_json_with_the_same_answers() throws IOException {
    Run run = check("--format", "json");

    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(run.code()).isEqualTo(1);
    assertThat(json.path("version").asInt()).isEqualTo(1);
    assertThat(json.path("summary").path("denied").asInt()).isEqualTo(1);
    JsonNode flow = json.path("flows").path(0);
    assertThat(flow.path("answer").asText()).isEqualTo("denied");
    assertThat(flow.path("to").asText()).isEqualTo("198.51.100.7");
    assertThat(flow.path("denials").path(0).path("isolatedBy").path(0).asText())
        .isEqualTo("shop/web");
    assertThat(flow.path("denials").path(0).path("nearest").path(0).path("rule").asText())
        .isEqualTo("shop/web egress[1]");
    assertThat(json.path("rules").path(0).path("idlePorts").path(0).asText()).isEqualTo("9999/TCP");
    assertThat(json.path("rules").path(1).path("standing").asText()).isEqualTo("not-seen");
  }

  @Test
  void writes_junit_with_a_case_for_each_flow() throws Exception {
    Document xml = xml(check("--format", "junit", "--fail-on", "denied,failed,unused").out());

    assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(5);
    assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(3);
    assertThat(xml.getDocumentElement().getAttribute("failures")).isEqualTo("3");
    assertThat(xml.getElementsByTagName("failure").item(0).getTextContent())
        .startsWith("denied\n")
        .contains("nearest: shop/web egress[1]");
  }

  private static Document xml(String text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void shows_hostile_names_as_harmless_text_in_every_format() throws Exception {
    log =
        trace(
            Traces.connect(
                1,
                "\\u001b]0;pwned\\u0007\\u202e]]><x a=\\\"&\\n\\u0000",
                "10.0.0.1",
                "198.51.100.7",
                443));

    for (String format : new String[] {"text", "json", "junit"}) {
      Run run = check("--format", format);
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out()).doesNotContain("\u001b", "\u0007", "\u202e", "\u0000");
    }
    assertThat(xml(check("--format", "junit").out()).getElementsByTagName("x").getLength())
        .isZero();
    assertThat(new ObjectMapper().readTree(check("--format", "json").out()).isObject()).isTrue();
  }

  @Test
  void a_page_has_denied_flows_on_its_map_each_with_its_explanation() {
    String page = check("--format", "html").out();

    assertThat(page)
        .contains("Of 2 flows that worked, 1 would be denied.")
        .contains(
            "<a class=\"denied\" href=\"#denied-1\"><title>shop/web calls 198.51.100.7 on 443 (denied): ")
        .contains("no rule admits it; nearest: shop/web egress[1]")
        .contains("<li id=\"denied-1\"><code>shop/web[Pod] -&gt; 198.51.100.7:443/TCP</code>")
        .contains("<a class=\"failed\" href=\"#failed-1\">")
        .contains("<dt>policies</dt><dd><code>" + policies + "</code>, ");
  }

  @Test
  void a_page_is_the_same_bytes_again() {
    assertThat(check("--format", "html")).isEqualTo(check("--format", "html"));
  }
}
