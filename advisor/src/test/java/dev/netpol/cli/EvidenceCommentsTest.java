// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.advise.Advice;
import dev.netpol.advise.Proposal;
import dev.netpol.flow.Mark;
import dev.netpol.model.Direction;
import dev.netpol.trace.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceCommentsTest {
  private static final Proposal DATABASE =
      Cast.database(
          Cast.flow(Cast.WEB, Cast.DB, 5432, Outcome.ESTABLISHED, Mark.VIA_SERVICE),
          Cast.flow(Cast.CRON, Cast.DB, 5432, Outcome.ESTABLISHED, Cast.HOSTILE));
  private static final Advice ADVICE = Cast.advice(List.of(DATABASE), List.of(), List.of());

  @Test
  void assumed_rules_always_say_so() {
    EvidenceComments comments = new EvidenceComments(ADVICE, false);

    assertThat(comments.rule(DATABASE.policy(), Direction.INGRESS, 0)).isEmpty();
    assertThat(comments.rule(DATABASE.policy(), Direction.INGRESS, 1))
        .containsExactly(
            "assumed: the cluster's DNS, kube-system/\\x1b]0;pwned\\x07\\u{202e}gpj\\n  - evil:"
                + " true");
  }

  @Test
  void evidence_is_one_line() {
    EvidenceComments comments = new EvidenceComments(ADVICE, true);

    assertThat(comments.rule(DATABASE.policy(), Direction.INGRESS, 0))
        .containsExactly(
            "2,400 connections from shop/report[CronJob], shop/web[Deployment],"
                + " 2026-11-20T12:00:00Z to 12:01:30Z, by"
                + " \\x1b]0;pwned\\x07\\u{202e}gpj\\n  - evil: true, wget; a.log:42");
  }

  @Test
  void doubtful_rules_say_why() {
    Proposal doubtful =
        Cast.database(
            Cast.flow(Cast.WEB, Cast.DB, 5432, Outcome.ESTABLISHED, Mark.TARGET_PORT_UNKNOWN));
    EvidenceComments comments =
        new EvidenceComments(Cast.advice(List.of(doubtful), List.of(), List.of()), false);

    assertThat(comments.rule(doubtful.policy(), Direction.INGRESS, 0))
        .containsExactly("target port unknown, this is the Service's port");
  }
}
