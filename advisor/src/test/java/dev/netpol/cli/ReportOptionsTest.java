// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.advise.AdviceOptions;
import dev.netpol.advise.AdviceOptions.Dns;
import dev.netpol.advise.AdviceOptions.ExternalMode;
import dev.netpol.advise.AdviceOptions.NodePeers;
import dev.netpol.advise.AdviceOptions.PolicyTypes;
import dev.netpol.advise.AdviceOptions.Uncovered;
import dev.netpol.model.Cidr;
import dev.netpol.terminal.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReportOptionsTest {
  @Test
  void without_options_the_defaults_of_the_library_hold() {
    assertThat(advice()).isEqualTo(AdviceOptions.DEFAULTS);
  }

  static Stream<Arguments> enums() {
    return Stream.of(
        Arguments.of(ReportOptions.DNS, Dns.values()),
        Arguments.of(ReportOptions.UNCOVERED, Uncovered.values()),
        Arguments.of(ReportOptions.EXTERNAL, ExternalMode.values()),
        Arguments.of(ReportOptions.NODE_PEERS, NodePeers.values()));
  }

  @ParameterizedTest
  @MethodSource("enums")
  void offers_what_the_library_knows(Option option, Object[] values) {
    assertThat(option.choices())
        .containsExactlyElementsOf(Arrays.stream(values).map(Object::toString).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "auto | AUTO",
        "Ingress | INGRESS",
        "egress | EGRESS",
        "Ingress,Egress | BOTH",
        "Egress,Ingress | BOTH"
      })
  void policy_types_are_those_of_the_api(String text, PolicyTypes types) {
    assertThat(advice("--policy-types", text).policyTypes()).isEqualTo(types);
  }

  @Test
  void hands_everything_on() {
    AdviceOptions options =
        advice(
            "--dns=off",
            "--uncovered=deny",
            "--external=merge",
            "--node-peers=all",
            "--include-failed",
            "--port-ranges",
            "--default-deny",
            "--exclude-cidr=10.0.0.0/8,fd00::/8",
            "--namespaces=shop,bank",
            "--workloads=web,shop/db");

    assertThat(options)
        .isEqualTo(
            new AdviceOptions(
                PolicyTypes.AUTO,
                Uncovered.DENY,
                Dns.OFF,
                true,
                true,
                ExternalMode.MERGE,
                NodePeers.ALL,
                List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("fd00::/8")),
                new TreeSet<>(Set.of("shop", "bank")),
                new TreeSet<>(Set.of("web", "shop/db")),
                true));
  }

  @Test
  void strict_is_all_there_is_to_fail_on() {
    assertThat(ReportOptions.failOn(parse("--strict")))
        .containsExactlyElementsOf(ReportOptions.FAIL_ON.choices());
    assertThat(ReportOptions.failOn(parse("--fail-on", "cut"))).containsExactly("cut");
    assertThat(ReportOptions.failOn(parse())).isEmpty();
  }

  @Test
  void every_option_has_a_worked_example() throws IOException {
    List<String> headings =
        Files.readAllLines(Path.of("../docs/options.md")).stream()
            .filter(line -> line.startsWith("### "))
            .toList();

    for (Option option : new ReportCommand().options()) {
      assertThat(headings).anyMatch(heading -> heading.contains("`" + option.name()));
    }
  }

  private static AdviceOptions advice(String... words) {
    return ReportOptions.advice(parse(words));
  }

  private static dev.netpol.terminal.Arguments parse(String... words) {
    Stream<String> all = Stream.concat(Stream.of("--input", "a.log"), Arrays.stream(words));
    return dev.netpol.terminal.Arguments.parse(new ReportCommand(), all.toList());
  }
}
