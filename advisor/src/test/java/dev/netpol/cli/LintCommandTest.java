// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LintCommandTest {
  private static final Path PAGES = Path.of("..", "docs", "lint");

  private static final String IGNORED_RULES =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: api, namespace: shop}
      spec:
        podSelector: {}
        policyTypes: [Ingress]
        egress: [{ports: [{port: 80, protocol: TCP}]}]
      """;

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Run lint(Object... words) {
    return Run.of(
        Stream.concat(Stream.of("lint"), Stream.of(words).map(Object::toString))
            .toArray(String[]::new));
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void prints_file_line_and_column_and_exits_with_1() throws IOException {
    Path file = file("api.yaml", IGNORED_RULES);

    Run run = lint(file);

    assertThat(run.out())
        .isEqualTo(
            file
                + ":7:3: error [rules-without-type] shop/api: has egress rules, but policyTypes"
                + " lacks Egress: they are ignored, and this policy does not isolate egress\n"
                + "  hint: add the direction to policyTypes, or remove the rules\n");
    assertThat(run.err())
        .startsWith("linted       1 policy: 1 error\nnot run      ")
        .endsWith("exit 1: --fail-on warning: 1 finding\n");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void what_is_wrong_with_the_snapshots_own_policies_is_a_finding() throws IOException {
    Path file = file("cluster.yaml", IGNORED_RULES.replace("podSelector", "podselector"));

    Run run = lint("--snapshot", file);

    assertThat(run.out()).startsWith(file + ":1: error [unknown-field] policy shop/api: ");
    assertThat(run.err()).endsWith("exit 2: not all policies could be read\n");
    assertThat(run.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"error,0", "warning,0", "note,1", "none,0"})
  void fails_on_the_severity_that_is_asked_for(String failOn, int code) throws IOException {
    Path file =
        file(
            "api.yaml",
            IGNORED_RULES
                .replace("egress:", "ingress:")
                .replace("{}", "{matchLabels: {app: web}}"));

    Run run = lint(file, "--fail-on", failOn);

    assertThat(run.out()).contains("note [no-default-deny]");
    assertThat(run.code()).isEqualTo(code);
  }

  @Test
  void leaves_out_rules_that_are_to_be_ignored() throws IOException {
    Run run = lint(file("api.yaml", IGNORED_RULES), "--ignore", "rules-without-type");

    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void a_policy_that_cannot_be_read_is_a_finding_and_no_reason_to_stop() throws IOException {
    Path broken = file("a.yaml", IGNORED_RULES.replace("egress:", "engress:"));
    Path odd =
        file(
            "b.yaml",
            IGNORED_RULES.replace("api", "other").replace("other" + "Version", "apiVersion"));

    Run run = lint(broken, odd, "--ignore", "unknown-field");

    assertThat(run.out())
        .contains("a.yaml:7:3: error [unknown-field] spec.engress: no such field")
        .contains("did you mean egress?")
        .contains("b.yaml:7:3: error [rules-without-type] shop/other");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void reads_standard_input() {
    Run run = Run.with(IGNORED_RULES, "lint", "-");

    assertThat(run.out()).startsWith("<stdin>:7:3: error [rules-without-type]");
  }

  @Test
  void looks_at_the_policies_of_a_snapshot() throws IOException {
    Path cluster = file("cluster.yaml", IGNORED_RULES);

    Run run = lint("--snapshot", cluster);

    assertThat(run.out()).contains(cluster + ":1: error [rules-without-type] shop/api");
    assertThat(run.err()).contains("partial      the snapshot may be: it has no nodes");
  }

  @Test
  void wrong_words_are_exit_code_2() throws IOException {
    Path file = file("p.yaml", IGNORED_RULES);
    assertThat(lint().code()).isEqualTo(2);
    assertThat(lint(folder.resolve("missing.yaml")).code()).isEqualTo(2);
    assertThat(lint(file, "--ignore", "rule-without-type").err())
        .contains("did you mean rules-without-type?");
    assertThat(lint("-", "--snapshot", "-").err()).contains("stdin can be read once");
    Path none = Files.createDirectory(folder.resolve("none"));
    assertThat(lint(none).err()).contains("error [no-policies]");
  }

  @Test
  void json_has_every_finding_with_its_place() throws IOException {
    Path file = file("api.yaml", IGNORED_RULES);

    JsonNode root = json(lint(file, "--format", "json").out());

    assertThat(root.at("/policies").asInt()).isEqualTo(1);
    assertThat(root.at("/findings/0/rule").asText()).isEqualTo("rules-without-type");
    assertThat(root.at("/findings/0/severity").asText()).isEqualTo("error");
    assertThat(root.at("/findings/0/file").asText()).isEqualTo(file.toString());
    assertThat(root.at("/findings/0/line").asInt()).isEqualTo(7);
    assertThat(root.at("/notRun")).isNotEmpty();
  }

  /** All bad examples of the documentation at once, with and without their cluster. */
  @Test
  void sarif_is_valid_against_the_schema_of_oasis() throws IOException {
    int page = 0;
    for (Path file : pages()) {
      String text = Files.readString(file);
      int from = text.indexOf("```yaml\n") + 8;
      file("page" + page++ + ".yaml", text.substring(from, text.indexOf("```\n", from)));
    }

    assertValid(lint(folder, "--format", "sarif"));
    Run run = lint(folder, "--format", "sarif", "--snapshot", PAGES.resolve("cluster.yaml"));
    assertValid(run);
    JsonNode first = json(run.out()).at("/runs/0");
    assertThat(first.at("/results").size()).isGreaterThan(40);
    for (JsonNode result : first.at("/results")) {
      if (result.has("ruleIndex")) {
        assertThat(first.at("/tool/driver/rules").get(result.get("ruleIndex").asInt()).get("id"))
            .isEqualTo(result.get("ruleId"));
      }
    }
  }

  @Test
  void sees_what_the_schema_forbids() throws IOException {
    String sarif = lint(file("api.yaml", IGNORED_RULES), "--format", "sarif").out();

    assertThat(schema().validate(sarif, InputFormat.JSON)).isEmpty();
    assertThat(schema().validate(sarif.replace("\"error\"", "\"bad\""), InputFormat.JSON))
        .isNotEmpty();
    assertThat(schema().validate(sarif.replace("startLine", "line"), InputFormat.JSON))
        .isNotEmpty();
  }

  private static void assertValid(Run run) throws IOException {
    assertThat(schema().validate(run.out(), InputFormat.JSON)).isEmpty();
  }

  private static JsonSchema schema() throws IOException {
    try (InputStream in =
        LintCommandTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(in);
    }
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      return files
          .filter(it -> it.toString().endsWith(".md") && !it.endsWith("README.md"))
          .sorted()
          .toList();
    }
  }

  @Test
  void names_of_files_are_uris_in_sarif() {
    assertThat(Sarif.uri("policies/a b.yaml")).isEqualTo("policies/a%20b.yaml");
    assertThat(Sarif.uri("./p.yaml")).isEqualTo("p.yaml");
    assertThat(Sarif.uri("<stdin>")).isEqualTo("%3Cstdin%3E");
    assertThat(Sarif.uri("a:b/c.yaml")).isEqualTo("./a:b/c.yaml");
    assertThat(Sarif.uri("\u00fc\n#.yaml")).isEqualTo("%C3%BC%0A%23.yaml");
    assertThat(Sarif.uri("/x/../p.yaml")).isEqualTo("file:///p.yaml");
  }

  @Test
  void text_is_no_markup_in_sarif() {
    assertThat(Sarif.literal("egress[0] is {}")).isEqualTo("egress[0] is {}");
    assertThat(Sarif.literal("[click](http://x)")).isEqualTo("\\[click\\](http://x)");
    assertThat(Sarif.literal("{0}")).isEqualTo("{{0}}");
  }
}
