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
import org.w3c.dom.Element;

class TestCommandTest {

  private static final String CLUSTER =
      Shop.PODS
          + """
          ---
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: api, namespace: shop}
          spec:
            selector: {matchLabels: {app: api}}
            template: {metadata: {labels: {app: api}}, spec: {containers: [{name: c}]}}
          """;

  private static final String POLICY = Shop.CART.replaceFirst("- from: .*ipBlock.*\n", "");

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("cluster.yaml"), CLUSTER);
    Files.writeString(folder.resolve("policy.yaml"), POLICY);
  }

  private String write(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(
        file, "cluster: cluster.yaml\npolicies: policy.yaml\n" + String.join("\n", lines) + "\n");
    return file.toString();
  }

  @Test
  void a_policy_of_the_cluster_that_cannot_be_read_is_no_pass() throws IOException {
    Files.writeString(
        folder.resolve("cluster.yaml"),
        CLUSTER + "---\n" + POLICY.replace("podSelector", "podselector"));
    Path test = folder.resolve("own.test.yaml");
    Files.writeString(
        test,
        "cluster: cluster.yaml\nexpect:\n- {from: shop/web, to: 'shop/cart:http', allow: true}\n");

    Run run = Run.of("test", test.toString());
    Run explain =
        Run.of(
            "explain",
            "shop/web",
            "shop/cart:http",
            "--snapshot",
            folder.resolve("cluster.yaml").toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("error [unknown-field] policy shop/cart");
    assertThat(explain.code()).isEqualTo(2);
    assertThat(explain.err()).contains("error [unknown-field] policy shop/cart");
  }

  @Test
  void a_test_that_passes_is_a_table() throws IOException {
    String file =
        write(
            "a.test.yaml",
            "name: the cart",
            "expect:",
            "- {from: shop/web, to: 'shop/cart:http', allow: true}",
            "- {from: shop/Deployment/api, to: 'shop/cart:8080', allow: false}");

    assertThat(Run.of("test", file))
        .isEqualTo(
            new Run(
                0,
                """
                the cart (%s:1)
                RESULT  EXPECTED  GOT       CONNECTION
                ok      allowed   allowed   shop/web -> shop/cart:http/TCP
                ok      denied    denied    shop/Deployment/api -> shop/cart:8080/TCP

                2 passed, 0 failed
                """
                    .formatted(file),
                ""));
  }

  @Test
  void a_failure_is_explained() throws IOException {
    String file =
        write(
            "a.test.yaml",
            "expect:",
            "- {from: shop/web, to: 'shop/cart:80', allow: true, because: it is the shop window}");

    assertThat(Run.of("test", file))
        .isEqualTo(
            new Run(
                1,
                """
                %1$s/a.test.yaml:1
                RESULT  EXPECTED  GOT       CONNECTION
                FAILED  allowed   denied    shop/web -> shop/cart:80/TCP
                        at %1$s/a.test.yaml:4:3
                        because it is the shop window
                        egress from shop/web: allowed, no policy isolates it
                        ingress to shop/cart: denied, no rule admits it
                          isolated by shop/cart (%1$s/policy.yaml:1)
                          not by shop/cart ingress[0] (%1$s/policy.yaml:7): port 80/TCP is not "http"/TCP (8080 on shop/cart)

                0 passed, 1 failed
                """
                    .formatted(folder),
                ""));
  }

  @Test
  void what_matches_nothing_and_what_is_mixed_fails_either_way() throws IOException {
    Files.writeString(
        folder.resolve("cluster.yaml"),
        CLUSTER
            .replace("podIP: 10.0.0.1", "podIPs: [{ip: 10.0.0.1}, {ip: \"fd00::1\"}]")
            .replace("podIP: 10.0.0.2", "podIPs: [{ip: 10.0.0.2}, {ip: \"fd00::2\"}]"));
    Files.writeString(
        folder.resolve("policy.yaml"),
        POLICY.replace(
            "{podSelector: {matchLabels: {app: web}}}", "{ipBlock: {cidr: 10.0.0.0/8}}"));
    String file =
        write(
            "a.test.yaml",
            "expect:",
            "- {from: shop/wep, to: 'shop/cart:8080', allow: false}",
            "- {from: shop/web, to: 'shop/cart:8080', allow: true}",
            "- {from: shop/web, to: 'shop/cart:8080', allow: false}",
            "- {from: 'shop/web@[fd00::1]', to: 'shop/cart:8080', allow: false}");

    Run run = Run.of("test", file);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("FAILED  denied    nothing   shop/wep -> shop/cart:8080/TCP")
        .contains("the snapshot has no workload or pod shop/wep; did you mean web?")
        .contains("FAILED  allowed   mixed     shop/web", "FAILED  denied    mixed     shop/web")
        .contains("ok      denied    denied    shop/web@[fd00::1]")
        .endsWith("1 passed, 3 failed\n");
  }

  @Test
  void a_closed_world_shows_what_else_is_allowed() throws IOException {
    String exactly =
        """
        exactly:
          among: [shop]
          connections:
          - shop/web -> shop/cart:http
          - shop/web -> shop/api:*
          - shop/cart -> shop/web:*
          - shop/cart -> shop/api:*
          - shop/api -> shop/web:*
        """;
    assertThat(Run.of("test", write("a.test.yaml", exactly)).code()).isZero();

    Run run =
        Run.of(
            "test",
            write(
                "b.test.yaml",
                exactly
                    .replace("  - shop/cart -> shop/api:*\n", "  - shop/cart -> shop/api:80\n")
                    .replace("shop/web -> shop/cart:http", "shop/web -> shop/cart:8081")));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("FAILED  allowed   denied    shop/web -> shop/cart:8081/TCP")
        .contains("FAILED  denied    allowed   nothing else among shop\n")
        .contains("also allowed: shop/web[Pod] => shop/cart[Pod] : TCP 8080\n")
        .contains("also allowed: shop/cart[Pod] => shop/api[Deployment] : all but TCP 80\n");

    Run missing =
        Run.of(
            "test",
            write(
                "c.test.yaml",
                "exactly: {among: [ship], connections: ['shop/api -> shop/cart:*']}"));
    assertThat(missing.out())
        .contains("there is no workload in the namespace ship")
        .contains(
            """
            FAILED  allowed   denied    shop/api -> shop/cart:*
                    at %s/c.test.yaml:3:40
                    not allowed: all
            """
                .formatted(folder));
    assertThat(missing.code()).isEqualTo(1);
  }

  @Test
  void a_port_by_name_is_of_each_pod_its_own() throws IOException {
    StringBuilder pods = new StringBuilder("---\n" + Shop.PODS);
    for (int i = 1; i <= 2; i++) {
      pods.append("---\napiVersion: v1\nkind: Pod\nmetadata: {name: a-" + i + ", namespace: shop,")
          .append(" labels: {app: a}, ownerReferences: [{kind: StatefulSet, name: a, uid: a,")
          .append(" controller: true}]}\nspec: {containers: [{name: c, ports: [{name: http,")
          .append(" containerPort: 800" + i + "}]}]}\n")
          .append("status: {phase: Running, podIP: 10.0.9." + i + "}\n");
    }
    Files.writeString(folder.resolve("cluster.yaml"), pods);
    String policy =
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: a, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: a}}
          policyTypes: [Ingress, Egress]
          ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [%s]}]
        """;
    String test =
        write(
            "a.test.yaml",
            "exactly: {among: [shop/a, shop/web], connections: ['shop/web -> shop/a:http']}");
    Files.writeString(folder.resolve("policy.yaml"), policy.formatted("{port: http}"));
    assertThat(Run.of("test", test).out()).endsWith("2 passed, 0 failed\n");

    Files.writeString(
        folder.resolve("policy.yaml"), policy.formatted("{port: 8001}, {port: 8002}"));
    assertThat(Run.of("test", test).out())
        .contains("also allowed: shop/web[Pod] => shop/a[StatefulSet] : TCP 8001-8002\n")
        .endsWith("1 passed, 1 failed\n");
  }

  @Test
  void a_connection_that_is_listed_with_every_port_is_a_case_of_its_own() throws IOException {
    String file =
        write(
            "a.test.yaml",
            "exactly: {among: [shop], connections: ['shop/web -> shop/cart:*',"
                + " 'shop/web -> shop/web:*']}");
    Run run = Run.of("test", file);
    assertThat(run.out())
        .contains("FAILED  allowed   mixed     shop/web -> shop/cart:*\n")
        .contains("        not allowed: all but TCP 8080\n")
        .contains("ok      allowed   allowed   shop/web -> shop/web:*\n")
        .contains("FAILED  denied    allowed   nothing else among shop\n")
        .contains("also allowed: shop/cart[Pod] => shop/web[Pod] : all\n");
    JsonNode cases =
        new ObjectMapper()
            .readTree(Run.of("test", "--format", "json", file).out())
            .at("/tests/0/cases");
    assertThat(cases).hasSize(3);
    assertThat(cases.at("/0/port").asText()).isEqualTo("*");
    assertThat(cases.at("/0/answer").asText()).isEqualTo("mixed");
    assertThat(cases.at("/0/why")).hasSize(2);
    assertThat(Run.of("test", "--format", "junit", file).out())
        .contains("name=\"shop/web -&gt; shop/web:* is allowed\"/>");
  }

  @Test
  void a_test_can_choose_modes_and_the_command_line_what_it_does_not() throws IOException {
    Files.writeString(
        folder.resolve("policy.yaml"),
        POLICY.replace(
            "{podSelector: {matchLabels: {app: web}}}", "{ipBlock: {cidr: 10.0.0.0/8}}"));
    String expect = "expect: [{from: shop/web, to: 'shop/cart:8080', allow: false}]";
    String chosen = write("a.test.yaml", "mode: {ipBlock: external-only}", expect);
    assertThat(Run.of("test", chosen).out()).contains("\nmodes: ipBlock=external-only");
    assertThat(Run.of("test", chosen, "--mode", "ipBlock=match-pods").code()).isZero();
    String open = write("b.test.yaml", expect);
    assertThat(Run.of("test", open).code()).isEqualTo(1);
    assertThat(Run.of("test", open, "--mode", "ipBlock=external-only").code()).isZero();
  }

  @Test
  void a_folder_runs_every_test_below_it() throws IOException {
    Files.createDirectory(folder.resolve("below"));
    write("a.test.yaml", "expect: [{from: shop/web, to: 'shop/cart:8080', allow: true}]");
    Files.writeString(
        folder.resolve("below/b.test.json"),
        "{\"cluster\": \"../cluster.yaml\", \"policies\": [], \"expect\":"
            + " [{\"from\": \"shop/api\", \"to\": \"shop/cart:1\", \"allow\": true}]}");

    assertThat(Run.of("test", folder.toString()).out()).endsWith("2 passed, 0 failed\n");
  }

  @Test
  void json_has_every_case() throws IOException {
    String file =
        write(
            "a.test.yaml",
            "name: \"a\\e[2J\\u202e\"",
            "expect:",
            "- {from: shop/web, to: 'shop/cart:80', allow: true}",
            "- {from: shop/web, to: 'shop/cart:8080', allow: true}");

    Run run = Run.of("test", file, "--format", "json");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out().codePoints()).allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
    JsonNode root = new ObjectMapper().readTree(run.out());
    assertThat(root.path("passed").asInt()).isEqualTo(1);
    assertThat(root.path("failed").asInt()).isEqualTo(1);
    JsonNode first = root.at("/tests/0/cases/0");
    assertThat(first.path("answer").asText()).isEqualTo("denied");
    assertThat(first.path("why").get(0).asText()).isEqualTo("at " + file + ":5:3");
    assertThat(Run.of("test", file).out()).startsWith("a\\x1b[2J\\u{202e} (");
  }

  @Test
  void junit_is_well_formed_whatever_a_test_is_called() throws Exception {
    String file =
        write(
            "a.test.yaml",
            "name: \"<a> & \\e[2J\"",
            "expect:",
            "- {from: shop/web, to: 'shop/cart:80', allow: true, because: '\"<&>'}",
            "- {from: shop/web, to: 'shop/cart:8080', allow: true}");

    Run run = Run.of("test", file, "--format", "junit");

    assertThat(run.code()).isEqualTo(1);
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(run.out().getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    assertThat(root.getAttribute("tests") + root.getAttribute("failures")).isEqualTo("21");
    Element failed = (Element) root.getElementsByTagName("testcase").item(0);
    assertThat(failed.getAttribute("name")).isEqualTo("shop/web -> shop/cart:80/TCP is allowed");
    Element failure = (Element) failed.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).isEqualTo("expected allowed, got denied");
    assertThat(failure.getTextContent()).contains("because \"<&>", "no rule admits it");
  }

  @Test
  void unusable_files_say_what_is_wrong_with_each_and_nothing_runs() throws IOException {
    String bad = write("a.test.yaml", "expect: [{from: shop/web, to: 'shop/cart', allow: yes}]");
    String worse = write("b.test.yaml", "expects: []");
    Run run = Run.of("test", bad, worse);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains(bad + ":3:31: error [end] expect[0].to \"shop/cart\": it has no port")
        .contains(worse + ":3:1: error [unknown-field] expects: no such field")
        .contains("did you mean expect?");

    Run empty = Run.of("test", Files.createDirectory(folder.resolve("empty")).toString());
    assertThat(empty.code()).isEqualTo(2);
    assertThat(empty.err()).contains("error [no-tests] there is no test in it");

    assertThat(Run.of("test").err()).contains("name the tests to run");
    assertThat(Run.of("test", folder + "/none.test.yaml").code()).isEqualTo(2);
  }

  @Test
  void a_cluster_or_policy_that_cannot_be_used_is_no_failure() throws IOException {
    String expect = "expect: [{from: shop/web, to: 'shop/cart:1', allow: false}]";
    String file = write("a.test.yaml", expect);
    Files.writeString(folder.resolve("policy.yaml"), POLICY.replace("ports:", "port:"));
    assertThat(Run.of("test", file))
        .matches(run -> run.code() == 2 && run.err().contains("error [unknown-field]"));

    Files.writeString(folder.resolve("policy.yaml"), POLICY.replace("shop}", "shoop}"));
    assertThat(Run.of("test", file))
        .matches(run -> run.code() == 2 && run.err().contains("nothing is known of the namespace"));

    Files.writeString(folder.resolve("policy.yaml"), "");
    assertThat(Run.of("test", file))
        .matches(run -> run.code() == 2 && run.err().contains("there is no NetworkPolicy in"));

    Files.delete(folder.resolve("cluster.yaml"));
    assertThat(Run.of("test", file))
        .matches(
            run ->
                run.code() == 2
                    && run.err().contains(file + ":1:1: error [missing-file] cluster: no such file")
                    && run.err().contains("relative to its own folder"));
  }

  @Test
  void a_test_is_no_manifest() throws IOException {
    String file = write("a.test.yaml", "expect: []");
    Run lint = Run.of("lint", file);
    assertThat(lint.out() + lint.err())
        .contains("kind: should be there", "keep tests in a folder of their own");

    Files.writeString(Path.of(file), "- a");
    assertThat(Run.of("test", file).err())
        .contains(file + ":1:1: error [decode] a document should be a mapping, is a list");
  }

  @Test
  void reads_a_test_from_standard_input() {
    Run run =
        Run.with(
            "cluster: "
                + folder
                + "/cluster.yaml\nexpect: [{from: shop/web, to: 'shop/cart:1', allow: true}]\n",
            "test",
            "-");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("<stdin>:1\n").endsWith("1 passed, 0 failed\n");
  }
}
