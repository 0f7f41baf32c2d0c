// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.report.ReportPolicy.Beyond;
import dev.netpol.report.ReportPolicy.ReportRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportPolicyTest {

  @Test
  void the_parts_of_its_yaml_are_all_of_it_and_each_holds_a_rule() {
    ReportPolicy policy =
        policy(
            "spec:\n  egress:\n  - a\n    b\n  - c\n  ingress:\n  - d\n  podSelector: {}\n",
            rule("Egress", 3, 4),
            rule("Egress", 5, 5),
            rule("Ingress", 7, 7));

    assertThat(policy.parts())
        .containsExactly(
            "spec:\n  egress:\n",
            "  - a\n    b\n",
            "  - c\n",
            "  ingress:\n  - d\n",
            "  podSelector: {}\n");
  }

  @Test
  void one_without_rules_is_one_part() {
    assertThat(policy("spec:\n  podSelector: {}\n").parts())
        .containsExactly("spec:\n  podSelector: {}\n");
  }

  private static ReportPolicy policy(String yaml, ReportRule... rules) {
    return new ReportPolicy("a/b", "a", "b", List.of(), List.of(), yaml, List.of(rules));
  }

  private static ReportRule rule(String direction, int first, int last) {
    return new ReportRule(
        direction,
        1,
        first,
        last,
        List.of(),
        List.of(),
        List.of(),
        0,
        false,
        "",
        "",
        List.of(),
        List.of(),
        false,
        List.of(),
        List.of(),
        "",
        "",
        "",
        new Beyond("0", List.of(), false, true),
        List.of());
  }
}
