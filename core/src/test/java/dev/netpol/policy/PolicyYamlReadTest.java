// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.Diagnostic;
import dev.netpol.model.Direction;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Labels;
import dev.netpol.model.PortRange;
import dev.netpol.model.Position;
import dev.netpol.model.Protocol;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyYamlReadTest {

  private static final String HEAD =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: p
      spec:
      """;

  private static ReadPolicies read(String text) {
    return PolicyYaml.parse(text, "f.yaml");
  }

  private static ReadPolicies spec(String text) {
    return read(HEAD + text.indent(2));
  }

  private static List<String> lines(ReadPolicies read) {
    return read.diagnostics().stream().map(PolicyYamlReadTest::line).toList();
  }

  private static String line(Diagnostic it) {
    return it.at() + ": [" + it.code() + "] " + it.message();
  }

  @Test
  void reads_every_part_with_its_position() {
    ReadPolicies read =
        read(
            """
            # a comment
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: cart
              namespace: shop
            spec:
              podSelector:
                matchLabels: {app: cart}
                matchExpressions:
                - {key: tier, operator: NotIn, values: [back]}
              policyTypes: [Egress, Ingress]
              ingress:
              - from:
                - namespaceSelector: {}
                  podSelector: {matchLabels: {app: front}}
                ports:
                - port: 7070
                - port: http
                  protocol: UDP
                - protocol: SCTP
              - {}
              egress:
              - to:
                - ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}
                ports:
                - {port: 8000, endPort: 9000, protocol: TCP}
            """);
    assertThat(read.diagnostics()).isEmpty();
    assertThat(read.policies())
        .containsExactly(
            new NetworkPolicy(
                "shop",
                "cart",
                new LabelSelector(
                    Labels.of("app", "cart"),
                    List.of(
                        new LabelSelector.Requirement(
                            "tier", LabelSelector.Operator.NOT_IN, List.of("back")))),
                Set.of(Direction.INGRESS, Direction.EGRESS),
                List.of(
                    new Rule(
                        List.of(
                            Peer.Pods.of(
                                LabelSelector.EVERYTHING,
                                LabelSelector.of(Labels.of("app", "front")))),
                        List.of(
                            Port.Numbered.of(Protocol.TCP, 7070),
                            new Port.Named(Protocol.UDP, "http"),
                            new Port.AnyPort(Protocol.SCTP)),
                        new Position("f.yaml", 14, 5)),
                    new Rule(List.of(), List.of(), new Position("f.yaml", 22, 5))),
                List.of(
                    new Rule(
                        List.of(
                            new Peer.IpBlock(
                                dev.netpol.model.Cidr.parse("10.0.0.0/8"),
                                List.of(dev.netpol.model.Cidr.parse("10.1.0.0/16")))),
                        List.of(new Port.Numbered(Protocol.TCP, new PortRange(8000, 9000))),
                        new Position("f.yaml", 24, 5))),
                new Position("f.yaml", 2, 1)));
  }

  @Test
  void missing_null_and_empty_lists_are_the_same() {
    for (String spec :
        List.of(
            "podSelector: {}",
            "podSelector: null",
            "podSelector: {matchLabels: null, matchExpressions: null}",
            "ingress: []",
            "ingress: null",
            "egress: []",
            "policyTypes: []",
            "policyTypes: [Ingress]")) {
      ReadPolicies read = spec(spec);
      assertThat(read.diagnostics()).as(spec).isEmpty();
      assertThat(YamlRoundTripLaws.unplaced(read.policies()))
          .as(spec)
          .containsExactly(
              NetworkPolicy.of(
                  "default",
                  "p",
                  LabelSelector.EVERYTHING,
                  Set.of(Direction.INGRESS),
                  List.of(),
                  List.of()));
    }
  }

  @Test
  void a_missing_spec_denies_all_ingress_of_the_namespace() {
    ReadPolicies read =
        read("apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\n");
    assertThat(read.diagnostics()).isEmpty();
    assertThat(read.policies().get(0).policyTypes()).containsExactly(Direction.INGRESS);
    assertThat(read.policies().get(0).ingress()).isEmpty();
  }

  @Test
  void a_null_rule_allows_everything_and_says_so() {
    ReadPolicies read = spec("ingress:\n-\n");
    assertThat(read.policies().get(0).ingress().get(0).peers()).isEmpty();
    assertThat(lines(read))
        .containsExactly(
            "f.yaml:7:4: [null-rule] spec.ingress[0]: an empty rule, which allows everything");
  }

  @Test
  void a_null_peer_is_no_peer_and_a_null_label_value_is_empty() {
    assertThat(lines(spec("ingress: [{from: [null]}]")))
        .containsExactly(
            "f.yaml:6:21: [required] spec.ingress[0].from[0]: should have podSelector,"
                + " namespaceSelector or ipBlock");
    assertThat(spec("podSelector: {matchLabels: {app: }}").policies().get(0).podSelector())
        .isEqualTo(LabelSelector.of(Labels.of("app", "")));
  }

  @Test
  void what_yaml_1_1_reads_as_no_string_is_an_error() {
    assertThat(lines(spec("podSelector: {matchLabels: {app: on}}")))
        .containsExactly(
            "f.yaml:6:36: [decode] spec.podSelector.matchLabels.app \"on\": should be a string, is"
                + " a boolean");
    assertThat(lines(spec("podSelector: {matchLabels: {app: 012}}")))
        .containsExactly(
            "f.yaml:6:36: [decode] spec.podSelector.matchLabels.app \"012\": should be a string,"
                + " is a number");
    assertThat(
            spec("podSelector: {matchLabels: {app: 12-30-45, a: 'on', b: 2001-01-01}}").policies())
        .hasSize(1);
  }

  @Test
  void ports_are_whatever_number_was_written() {
    for (String port : List.of("80", "0x50", "0120", "0o120", "80.0", "8e1", "8_0", "+80")) {
      assertThat(spec("ingress: [{ports: [{port: " + port + "}]}]").policies())
          .as(port)
          .singleElement()
          .satisfies(
              it ->
                  assertThat(it.ingress().get(0).ports())
                      .containsExactly(Port.Numbered.of(Protocol.TCP, 80)));
    }
    for (String port : List.of("80.5", "4294967376", "on", "[80]", "{}", ".inf", "1e99")) {
      assertThat(spec("ingress: [{ports: [{port: " + port + "}]}]").diagnostics())
          .as(port)
          .extracting(Diagnostic::code)
          .containsExactly("decode");
    }
  }

  @Test
  void a_port_in_quotes_is_a_name_and_the_hint_says_so() {
    Diagnostic it = spec("ingress: [{ports: [{port: '80'}]}]").diagnostics().get(0);
    assertThat(it.code()).isEqualTo("invalid");
    assertThat(it.hint()).isEqualTo("remove the quotes to mean the number");
  }

  @Test
  void an_unknown_field_is_an_error_that_names_the_nearest() {
    ReadPolicies read = spec("podSelectr: {}\nPolicyTypes: [Ingress]\negress:\n- from: []\n");
    assertThat(read.policies()).isEmpty();
    assertThat(read.diagnostics())
        .extracting(Diagnostic::message)
        .containsExactly(
            "spec.podSelectr: no such field",
            "spec.PolicyTypes: no such field",
            "spec.egress[0].from: no such field");
    assertThat(read.diagnostics())
        .extracting(Diagnostic::hint)
        .containsExactly(
            "did you mean podSelector? the fields are podSelector, policyTypes, ingress, egress",
            "did you mean policyTypes? the fields are podSelector, policyTypes, ingress, egress",
            "did you mean to? the fields are to, ports");
  }

  @Test
  void a_duplicate_key_is_an_error_at_any_depth() {
    assertThat(lines(spec("podSelector:\n  matchLabels:\n    a: b\n    a: b\n")))
        .containsExactly(
            "f.yaml:9:7: [duplicate-key] the key \"a\" is there already, at f.yaml:8:7");
    assertThat(read("{\"kind\":\"NetworkPolicy\",\"kind\":\"x\"}").diagnostics())
        .extracting(Diagnostic::code)
        .contains("duplicate-key");
  }

  @Test
  void a_key_that_is_no_string_becomes_what_json_makes_of_it() {
    assertThat(spec("podSelector: {matchLabels: {on: a, 012: b, 80: c}}").policies())
        .extracting(NetworkPolicy::podSelector)
        .containsExactly(LabelSelector.of(Labels.of(Map.of("true", "a", "10", "b", "80", "c"))));
    assertThat(lines(spec("podSelector: {matchLabels: {~: a}}")))
        .containsExactly("f.yaml:6:31: [decode] a key should be a string: was null");
  }

  @Test
  void anchors_and_merge_keys_are_read() {
    ReadPolicies read =
        spec(
            """
            podSelector: &web
              matchLabels: &labels {app: web, tier: front}
            ingress:
            - from:
              - podSelector: *web
              - podSelector:
                  matchLabels:
                    <<: *labels
                    tier: back
            """);
    assertThat(read.diagnostics()).isEmpty();
    assertThat(read.policies().get(0).ingress().get(0).peers())
        .containsExactly(
            Peer.Pods.of(LabelSelector.of(Labels.of(Map.of("app", "web", "tier", "front")))),
            Peer.Pods.of(LabelSelector.of(Labels.of(Map.of("app", "web", "tier", "back")))));
  }

  @Test
  void a_merge_under_what_it_contradicts_is_an_error() {
    assertThat(
            lines(
                spec(
                    "podSelector: &s {matchLabels: {a: b}}\n"
                        + "ingress: [{from: [{podSelector: {matchLabels: {}, <<: *s}}]}]")))
        .containsExactly(
            "f.yaml:7:53: [duplicate-key] the key \"matchLabels\" is there already, at"
                + " f.yaml:7:36");
  }

  @Test
  void all_problems_of_all_documents_are_collected_and_valid_ones_kept() {
    ReadPolicies read =
        read(
            HEAD
                + "  ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/33}}]}]\n---\n"
                + HEAD.replace("name: p", "name: q")
                + "  podSelector: {}\n---\na: 'open\n---\n"
                + HEAD.replace("name: p", "name: R")
                + "---\n- 1\n---\nkind: ConfigMap\n---\nmetadata: {}\n--- # nothing\n");
    assertThat(read.policies()).extracting(NetworkPolicy::name).containsExactly("q");
    assertThat(lines(read))
        .containsExactly(
            "f.yaml: [other-kinds] left out what is no NetworkPolicy: 1 \"ConfigMap\"",
            "f.yaml:6:38: [invalid] spec.ingress[0].from[0].ipBlock.cidr \"10.0.0.0/33\": should be"
                + " a CIDR, such as 10.0.0.0/8 or 2001:db8::/32",
            "f.yaml:16:1: [yaml-syntax] not YAML: found unexpected document separator",
            "f.yaml:20:9: [invalid] metadata.name \"R\": should be at most 253 lower-case letters,"
                + " digits, '-' or '.', with a letter or digit at both ends of each part",
            "f.yaml:23:1: [decode] a document should be a Kubernetes object, is a list",
            "f.yaml:27:1: [required] kind: should be there");
  }

  @Test
  void lists_and_json_are_read() {
    String item = "{\"metadata\":{\"name\":\"a\"},\"spec\":{\"podSelector\":{}}}";
    String full =
        "{\"apiVersion\":\"networking.k8s.io/v1\",\"kind\":\"NetworkPolicy\"," + item.substring(1);
    assertThat(
            read("{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[" + full + "]}").policies())
        .hasSize(1);
    assertThat(
            read("{\n"
                    + "\t\"apiVersion\":\"networking.k8s.io/v1\",\"kind\":\"NetworkPolicyList\",\"items\":["
                    + item
                    + "]}")
                .policies())
        .extracting(NetworkPolicy::at)
        .containsExactly(new Position("f.yaml", 2, 74));
    assertThat(read(full + "\n" + full.replace("\"a\"", "\"b\"")).policies()).hasSize(2);
    assertThat(
            read("{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a}}")
                .policies())
        .hasSize(1);
    assertThat(lines(read("{\"kind\": \"NetworkPolicy\" \"x\"")))
        .singleElement()
        .asString()
        .startsWith("f.yaml:1:26: [json-syntax] not JSON: ");
  }

  @Test
  void a_version_that_is_gone_is_an_error_and_other_policies_are_named() {
    assertThat(lines(read("apiVersion: extensions/v1beta1\nkind: NetworkPolicy\n")))
        .containsExactly(
            "f.yaml:1:13: [not-supported] apiVersion \"extensions/v1beta1\": no API server has it"
                + " any more");
    assertThat(lines(read("kind: NetworkPolicy\n")))
        .containsExactly("f.yaml:1:1: [required] apiVersion: should be there");
    assertThat(read("apiVersion: projectcalico.org/v3\nkind: NetworkPolicy\n").diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly("other-kinds", "policy-kind");
  }

  @Test
  void of_two_policies_with_one_name_the_later_stands_and_it_is_an_error() {
    ReadPolicies read = read(HEAD + "  egress: [{}]\n---\n" + HEAD + "  policyTypes: [Egress]\n");
    assertThat(read.policies()).extracting(NetworkPolicy::egress).containsExactly(List.of());
    assertThat(lines(read))
        .containsExactly(
            "f.yaml:8:1: [duplicate-policy] the policy default/p is there already, at f.yaml:1:1");
  }

  @Test
  void hostile_text_stays_on_its_line_of_the_message() {
    ReadPolicies read = spec("\"a\\nb\\u202e\\x1b[31m" + "x".repeat(500) + "\": 1");
    assertThat(read.diagnostics()).hasSize(1);
    assertThat(read.diagnostics().get(0).message())
        .startsWith("spec.a\\nb\\u202e\\u001b[31mxxx")
        .hasSizeLessThan(200);
  }

  @Test
  void deep_nesting_many_aliases_and_size_are_limited() throws IOException {
    assertThat(lines(read("a: " + "[".repeat(20_000))))
        .containsExactly("f.yaml:1:103: [limit] more than 100 levels inside each other");
    assertThat(lines(read("{\"a\": " + "[".repeat(20_000))))
        .containsExactly("f.yaml:1:106: [limit] more than 100 levels inside each other");
    StringBuilder laughs = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 12; i++) {
      laughs.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ",").repeat(10) + "]\n");
    }
    assertThat(lines(read(laughs.toString())))
        .containsExactly(
            "f.yaml:7:22: [limit] more than 5000000 nodes in a document, aliases counted in full");
    assertThat(lines(read("a: &a [*a]")))
        .containsExactly("f.yaml:1:8: [yaml-syntax] the alias \"a\" stands inside what it names");
    assertThat(lines(read("a: *b")))
        .containsExactly("f.yaml:1:4: [yaml-syntax] no anchor has the name \"b\"");
    byte[] bytes = "kind: x".getBytes(StandardCharsets.UTF_8);
    ReadPolicies large =
        PolicyYaml.read(
            new ByteArrayInputStream(bytes), "f.yaml", new YamlLimits(6, 100, 100, 100));
    assertThat(lines(large)).containsExactly("f.yaml: [limit] it is larger than 6 bytes");
  }

  @Test
  void many_broken_documents_end_the_reading() {
    List<String> lines = lines(read("---\n[\n".repeat(100_000)));
    assertThat(lines).hasSize(101).first().asString().startsWith("f.yaml:3:1: [yaml-syntax]");
    assertThat(lines)
        .contains(
            "f.yaml:201: [limit] more than 100 documents cannot be read; the rest was not tried");
  }

  @Test
  void what_is_no_text_is_said_to_be_none() throws IOException {
    assertThat(
            lines(
                PolicyYaml.read(new ByteArrayInputStream(new byte[] {'a', (byte) 0xff}), "f.yaml")))
        .containsExactly("f.yaml: [encoding] it is not UTF-8");
    byte[] wide = "\uFEFFa: b".getBytes(StandardCharsets.UTF_16LE);
    assertThat(lines(PolicyYaml.read(new ByteArrayInputStream(wide), "f.yaml")))
        .containsExactly("f.yaml: [encoding] it is UTF-16, not UTF-8");
    byte[] gzip = {0x1f, (byte) 0x8b, 8};
    assertThat(lines(PolicyYaml.read(new ByteArrayInputStream(gzip), "f.yaml")))
        .containsExactly("f.yaml: [encoding] it is compressed");
    assertThat(lines(read("a: b\nc: \u0001\n")))
        .containsExactly("f.yaml:2:4: [yaml-syntax] not YAML: it holds the character U+0001");
    assertThat(lines(read("a:\n\tb: c\n")).get(0)).contains("'TAB'").doesNotContain("\\");
    assertThat(read("\uFEFF" + HEAD + "  podSelector: {}\n").policies()).hasSize(1);
    assertThat(read("").diagnostics()).isEmpty();
  }

  @Test
  void more_than_three_megabytes_are_read() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < 3_500_000; i++) {
      text.append(HEAD.replace("name: p", "name: p" + i)).append("  podSelector: {}\n---\n");
    }
    ReadPolicies read = read(text.toString());
    assertThat(read.diagnostics()).isEmpty();
    assertThat(read.policies()).hasSizeGreaterThan(20_000);
  }

  @Test
  void a_folder_is_read_in_order_and_duplicates_across_files_are_found(@TempDir Path dir)
      throws IOException {
    Files.createDirectory(dir.resolve("sub"));
    Files.writeString(dir.resolve("b.yaml"), HEAD + "  podSelector: {}\n");
    Files.writeString(dir.resolve("sub/c.yml"), HEAD.replace("name: p", "name: c"));
    Files.writeString(dir.resolve("a.json"), PolicyYaml.writeJson(read(HEAD).policies()));
    Files.writeString(dir.resolve("README.md"), "# not a policy");
    ReadPolicies read = PolicyYaml.read(List.of(dir));
    assertThat(read.policies()).extracting(NetworkPolicy::name).containsExactly("p", "c");
    assertThat(read.diagnostics()).extracting(Diagnostic::code).containsExactly("duplicate-policy");
  }

  /** Left out as another kind, a policy would be missing without a word. */
  @ParameterizedTest
  @CsvSource({
    "NetworkPolcy, did you mean NetworkPolicy?",
    "networkpolicy, did you mean NetworkPolicy?",
    "Deployment, the kinds are NetworkPolicy",
  })
  void a_kind_that_the_group_does_not_have_is_an_error(String kind, String hint) {
    ReadPolicies read =
        PolicyYaml.parse(
            "apiVersion: networking.k8s.io/v1\nkind: " + kind + "\nmetadata: {name: p}\n",
            "p.yaml");

    assertThat(read.diagnostics())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.severity()).isEqualTo(Diagnostic.Severity.ERROR);
              assertThat(it.at()).hasToString("p.yaml:2:7");
              assertThat(it.message()).contains("kind \"" + kind + "\"");
              assertThat(it.hint()).startsWith(hint);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ingress", "IngressClass", "IPAddress", "ServiceCIDR", "IngressList"})
  void other_kinds_of_the_group_are_left_out(String kind) {
    ReadPolicies read =
        PolicyYaml.parse("apiVersion: networking.k8s.io/v1\nkind: " + kind + "\n", "p.yaml");

    assertThat(read.hasErrors()).isFalse();
  }

  /** The engine reads about a thousand characters at once, and a pair may be on the edge. */
  @Test
  void a_surrogate_pair_may_stand_anywhere() {
    String policy =
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}
        spec: {podSelector: {}, policyTypes: [Ingress]}
        """;
    for (int before = 1000; before < 2100; before++) {
      String text = "#" + "x".repeat(before) + "\uD83D\uDE00\n" + policy;
      assertThat(PolicyYaml.parse(text, "f").policies()).as("behind %d", before).hasSize(1);
    }
  }
}
