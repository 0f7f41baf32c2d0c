// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.netpol.model.Direction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import org.snakeyaml.engine.v2.schema.JsonSchema;
import org.snakeyaml.engine.v2.schema.Schema;

/** What is written means the same to YAML 1.1, to YAML 1.2, to JSON and to the API server. */
class YamlRoundTripLaws {

  /** Strings that some YAML reads as something else. */
  static final List<String> TRAPS =
      List.of(
          "",
          " ",
          "~",
          "null",
          "Null",
          "y",
          "Y",
          "n",
          "yes",
          "No",
          "on",
          "OFF",
          "true",
          "False",
          "012",
          "0o14",
          "0x1f",
          "0b1",
          "1e3",
          "1E3",
          "1_000",
          "1.5",
          ".5",
          "5.",
          "+1",
          "-1",
          ".inf",
          "-.INF",
          ".nan",
          "12:30:45",
          "190:20:30.15",
          "2001-01-01",
          "2001-12-14t21:59:43.10-05:00",
          "=",
          "<<",
          "-",
          "- a",
          "?",
          ":",
          "a: b",
          "a:",
          ":a",
          "a #b",
          "#",
          "# a",
          "&a",
          "*a",
          "!a",
          "!!int 1",
          "|",
          ">",
          "%",
          "@",
          "`",
          "'",
          "\"",
          "{}",
          "[]",
          "{",
          "]",
          ",",
          "a,b",
          "---",
          "...",
          "--- a",
          "\\",
          "\\n",
          "a\nb",
          "a\r\nb",
          "\n",
          "\t",
          "a\tb",
          " a",
          "a ",
          "\u0000",
          "\u0007",
          "\u001b[31m",
          "\u007f",
          "\u0085",
          "\u00a0",
          "\u00ad",
          "\u200b",
          "\u2028",
          "\u202eabc",
          "\u2066",
          "\ufeff",
          "\ufffe",
          "\ud83d\ude00",
          "\ud800",
          "\udc00a",
          "é",
          "日本",
          "0",
          "00",
          "08",
          "1",
          "10.0.0.0/8",
          "10.0.0.0",
          "1.2.3.4/32",
          "::/0",
          "fd00::/8",
          "::1",
          "0.0.0.0/0",
          "a/b",
          "app.kubernetes.io/name",
          "e1",
          "E1",
          "nan",
          "inf",
          "Infinity",
          "x".repeat(300),
          "key: [",
          "-1e",
          "0x",
          "_1",
          "_",
          ".",
          "..",
          "/",
          "a.b",
          "a-",
          "-a");

  private static final ObjectMapper YAML_1_1 = new ObjectMapper(new YAMLFactory());
  private static final ObjectMapper JSON = new ObjectMapper();

  @Example
  void every_known_trap_is_itself_wherever_it_stands() throws IOException {
    for (String trap : TRAPS) {
      a_string_is_itself_wherever_it_stands(trap);
    }
  }

  @Property(tries = 600)
  void a_string_is_itself_wherever_it_stands(@ForAll("strings") String string) throws IOException {
    StringBuilder out = new StringBuilder();
    new YamlText(out)
        .map(Map.of(string, Map.of("v", string, "l", List.of(string, Map.of(string, 1)))), 0);
    String expected = wellFormed(string);
    Object value =
        Map.of(expected, Map.of("v", expected, "l", List.of(expected, Map.of(expected, 1))));
    String text = out.toString();

    assertThat(new org.yaml.snakeyaml.Yaml().<Object>load(text)).isEqualTo(value);
    for (Schema schema : List.of(new JsonSchema(), new CoreSchema())) {
      LoadSettings settings = LoadSettings.builder().setSchema(schema).build();
      assertThat(new Load(settings).loadFromString(text)).isEqualTo(value);
    }
    assertThat(YAML_1_1.readTree(text)).isEqualTo(JSON.valueToTree(value));
    assertThat(asRead(text)).isEqualTo(List.of(value));
  }

  @Property(tries = 200)
  void a_policy_read_is_the_policy_written(@ForAll("policies") List<NetworkPolicy> policies) {
    ReadPolicies read = PolicyYaml.parse(PolicyYaml.write(policies), "f");
    assertThat(read.diagnostics()).isEmpty();
    assertThat(unplaced(read.policies())).isEqualTo(policies);

    ReadPolicies json = PolicyYaml.parse(PolicyYaml.writeJson(policies), "f");
    assertThat(json.diagnostics()).isEmpty();
    assertThat(unplaced(json.policies())).isEqualTo(policies);
  }

  @Property(tries = 200)
  void yaml_1_1_and_1_2_read_the_same_documents(@ForAll("policies") List<NetworkPolicy> policies)
      throws IOException {
    String text = PolicyYaml.write(policies);
    List<Object> older = new ArrayList<>();
    new org.yaml.snakeyaml.Yaml().loadAll(text).forEach(older::add);
    List<Object> newer = new ArrayList<>();
    new Load(LoadSettings.builder().build())
        .loadAllFromReader(WholePairs.of(text))
        .forEach(newer::add);
    assertThat(older).isEqualTo(newer).hasSameSizeAs(policies);

    JsonNode list = JSON.readTree(PolicyYaml.writeJson(policies));
    assertThat(list.path("items")).isEqualTo(JSON.valueToTree(older));
  }

  @Property(tries = 300)
  void a_comment_is_nothing_but_a_comment(
      @ForAll("policies") List<NetworkPolicy> policies, @ForAll("strings") String comment) {
    String text =
        PolicyYaml.write(
            policies,
            new PolicyYaml.Comments() {
              @Override
              public List<String> document(NetworkPolicy policy) {
                return List.of(comment, "two");
              }

              @Override
              public List<String> rule(NetworkPolicy policy, Direction direction, int index) {
                return List.of(comment);
              }
            });
    String without =
        text.lines()
            .filter(line -> !line.stripLeading().startsWith("#"))
            .reduce("", (all, line) -> all + line + "\n");
    assertThat(without).isEqualTo(PolicyYaml.write(policies));
    assertThat(unplaced(PolicyYaml.parse(text, "f").policies())).isEqualTo(policies);
    List<Object> older = new ArrayList<>();
    new org.yaml.snakeyaml.Yaml().loadAll(text).forEach(older::add);
    List<Object> newer = new ArrayList<>();
    new Load(LoadSettings.builder().build())
        .loadAllFromReader(WholePairs.of(text))
        .forEach(newer::add);
    assertThat(older).isEqualTo(newer).hasSameSizeAs(policies);
  }

  /** Half a surrogate pair is no character; it is written as the replacement character. */
  private static String wellFormed(String string) {
    StringBuilder out = new StringBuilder();
    string
        .codePoints()
        .map(point -> point >= 0xd800 && point <= 0xdfff ? 0xfffd : point)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  /** By our own reader, which resolves as the API server does. */
  private static List<Object> asRead(String text) {
    List<Object> documents = new ArrayList<>();
    Problems problems = new Problems();
    YamlStream.read(text, "f", YamlLimits.DEFAULT, problems, it -> documents.add(plain(it)));
    assertThat(problems.sorted()).isEmpty();
    return documents;
  }

  private static Object plain(Tree tree) {
    if (tree instanceof Tree.Mapping mapping) {
      return mapping.entries().stream()
          .collect(
              java.util.stream.Collectors.toMap(Tree.Entry::key, entry -> plain(entry.value())));
    }
    if (tree instanceof Tree.Sequence sequence) {
      return sequence.items().stream().map(YamlRoundTripLaws::plain).toList();
    }
    if (tree instanceof Tree.Numeric number) {
      return Fields.integer(number).orElseThrow();
    }
    return tree instanceof Tree.Text string ? string.value() : tree;
  }

  static List<NetworkPolicy> unplaced(List<NetworkPolicy> policies) {
    return policies.stream()
        .map(
            it ->
                NetworkPolicy.of(
                    it.namespace(),
                    it.name(),
                    it.podSelector(),
                    it.policyTypes(),
                    it.ingress().stream().map(Rule::unplaced).toList(),
                    it.egress().stream().map(Rule::unplaced).toList()))
        .toList();
  }

  @Provide
  Arbitrary<String> strings() {
    return Arbitraries.oneOf(
        Arbitraries.of(TRAPS),
        Arbitraries.strings().ofMaxLength(12),
        Arbitraries.strings().withChars("01289aexonfyst.+-_:~#{}[]'\" \n/<=").ofMaxLength(7),
        Arbitraries.of(TRAPS).flatMap(one -> Arbitraries.of(TRAPS).map(other -> one + other)));
  }

  @Provide
  Arbitrary<List<NetworkPolicy>> policies() {
    return World.any().map(World::policies);
  }
}
