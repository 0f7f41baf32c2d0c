// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.SnapshotReader;
import dev.netpol.model.Diagnostic;
import dev.netpol.model.Diagnostic.Severity;
import dev.netpol.policy.Modes;
import dev.netpol.policy.PolicyYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages of docs/lint are tests: each rule finds its bad example, prints what the page says, and
 * is silent about the good one. {@code -Dgolden.update=true} accepts what it prints now.
 */
class LintPagesTest {

  private static final ClusterSnapshot CLUSTER =
      SnapshotReader.read(List.of(LintPage.FOLDER.resolve("cluster.yaml")));

  static Stream<LintRule> rules() {
    return Lint.rules().stream();
  }

  @Test
  void every_rule_has_a_page_and_every_page_a_rule() throws IOException {
    assertThat(LintPage.ids()).isEqualTo(rules().map(LintRule::id).toList());
  }

  @Test
  void the_overview_lists_every_rule_with_its_severity() throws IOException {
    String overview = Files.readString(LintPage.FOLDER.resolve("README.md"));
    assertThat(overview.lines().filter(line -> line.startsWith("| [")))
        .containsExactlyElementsOf(rules().map(LintPagesTest::row).toList());
  }

  private static String row(LintRule rule) {
    return "| [%s](%s.md) | %s | %s | %s |"
        .formatted(
            rule.id(),
            rule.id(),
            rule.severity().name().toLowerCase(Locale.ROOT),
            rule.needs() == LintRule.Needs.SNAPSHOT ? "yes" : "",
            rule.title());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void finds_the_bad_example_and_says_what_the_page_says(LintRule rule) {
    LintPage page = LintPage.of(rule);
    List<Diagnostic> found =
        lint(rule, page.bad()).stream().filter(it -> it.code().equals(rule.id())).toList();
    if (Boolean.getBoolean("golden.update")) {
      page.update(LintPage.head(rule), text(found));
    } else {
      assertThat(page.head()).isEqualTo(LintPage.head(rule));
      assertThat(text(found)).isEqualTo(page.printed());
    }
    assertThat(found).first().extracting(Diagnostic::severity).isEqualTo(rule.severity());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void is_silent_about_the_good_example(LintRule rule) {
    List<Diagnostic> found = lint(rule, LintPage.of(rule).good());
    assertThat(found).extracting(Diagnostic::code).doesNotContain(rule.id());
    assertThat(found).extracting(Diagnostic::severity).doesNotContain(Severity.ERROR);
  }

  private static List<Diagnostic> lint(LintRule rule, String policies) {
    var read = PolicyYaml.parse(policies, "policy.yaml");
    return rule.needs() == LintRule.Needs.SNAPSHOT
        ? Lint.of(read, CLUSTER, Modes.DEFAULT).findings()
        : Lint.of(read).findings();
  }

  /** As the command prints it. */
  private static String text(List<Diagnostic> findings) {
    return findings.stream()
        .map(
            it ->
                "%s: %s [%s] %s%n  hint: %s%n"
                    .formatted(
                        it.at(),
                        it.severity().name().toLowerCase(Locale.ROOT),
                        it.code(),
                        it.message(),
                        it.hint())
                    .replace("  hint: \n", ""))
        .collect(Collectors.joining());
  }
}
