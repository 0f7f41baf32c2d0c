// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.advise.Advice;
import dev.netpol.advise.Cut;
import dev.netpol.flow.Accounting;
import dev.netpol.flow.Accounting.Skipped;
import dev.netpol.flow.Accounting.Where;
import dev.netpol.flow.Flow;
import dev.netpol.flow.Mark;
import dev.netpol.model.Diagnostic;
import dev.netpol.model.Direction;
import dev.netpol.model.Position;
import dev.netpol.trace.Outcome;
import dev.netpol.trace.SkipReason;
import dev.netpol.trace.TraceFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportSummaryTest {
  private static final Flow SEEN =
      Cast.flow(Cast.WEB, Cast.DB, 5432, Outcome.ESTABLISHED, Mark.TARGET_PORT_UNKNOWN);
  private static final Flow FAILED = Cast.flow(Cast.WEB, Cast.DB, 5433, Outcome.REFUSED);
  private static final Flow LOST = Cast.flow(Cast.WEB, Cast.GONE, 80, Outcome.ESTABLISHED);

  private static final Accounting ACCOUNTING =
      new Accounting(
          new TreeMap<>(Map.of(TraceFormat.NETWORKTRACE, 20_000L)),
          21,
          new TreeMap<>(
              Map.of(
                  SkipReason.NOT_JSON,
                  new Skipped(2, List.of(new Where(Position.of("a.log", 17), "", Cast.HOSTILE))),
                  SkipReason.TORN,
                  new Skipped(1, List.of(new Where(Position.of("a.log", 9), "", "{\"type\""))))),
          Accounting.Untimed.NONE);

  @Test
  void tells_all_that_happened_to_the_records() {
    Advice advice =
        Cast.advice(
            List.of(Cast.database(SEEN)),
            List.of(new Cut(Cast.WEB, Direction.EGRESS, LOST, "no pod had 10.1.2.3", "")),
            List.of(FAILED),
            SEEN,
            FAILED,
            LOST);

    assertThat(lines(advice, List.of()))
        .isEqualTo(
            """
            read         20,024 records of a.log: 20,000 connections (networktrace), 21 about the capture
            skipped      3 records
              torn records: 1, the first at a.log:9 "{"type""
              lines that are not JSON: 2, the first at a.log:17 "\\x1b]0;pwned\\x07\\u{202e}gpj\\n  - evil: true"
            flows        3, 2 workloads
            unresolved   1 flow with an end that could not be named
              shop/web[Deployment] -> 10.1.2.3 (no pod had it at 12:04:11Z):80/TCP
            failed       1 flow, not allowed
              shop/web[Deployment] -> shop/db[StatefulSet]:5433/TCP: 1,200 refused, by wget, the first at a.log:42
            policies     1 for 1 workload in 1 namespace
            assumed      rules that admit more than was seen
              assumed, dns: 1 rule
            doubtful     rules that deserve a look
              target port unknown, this is the Service's port: 1 rule
            would be cut 1 flow that worked
              egress of shop/web[Deployment] to 10.1.2.3:80/TCP: no pod had 10.1.2.3
            not advised  1 workload left open
              shop/web[Deployment] ingress: accepts not captured on node-1
            no traffic   1 workload without a policy: shop/report[CronJob]\
            """);
  }

  @Test
  void shows_a_few_findings_of_each_code() {
    List<Diagnostic> findings = new java.util.ArrayList<>();
    for (int i = 1; i <= 30; i++) {
      findings.add(
          Diagnostic.warning(
              "pod", Position.of("c.json", i), "pod \"" + Cast.HOSTILE + "\"", "look"));
    }
    findings.add(Diagnostic.note("node", Position.of("c.json"), "no nodes", ""));

    assertThat(lines(Cast.advice(List.of(), List.of(), List.of()), findings))
        .endsWith(
            """
            c.json: note [node] no nodes
            c.json:1: warning [pod] pod "\\x1b]0;pwned\\x07\\u{202e}gpj\\n  - evil: true"
              hint: look
            c.json:2: warning [pod] pod "\\x1b]0;pwned\\x07\\u{202e}gpj\\n  - evil: true"
            c.json:3: warning [pod] pod "\\x1b]0;pwned\\x07\\u{202e}gpj\\n  - evil: true"
              ... and 27 more [pod]\
            """);
  }

  @Test
  void stays_short_whatever_the_number_of_flows() {
    Flow[] flows = new Flow[500];
    for (int i = 0; i < flows.length; i++) {
      flows[i] = Cast.flow(Cast.WEB, Cast.GONE, i + 1, Outcome.TIMEOUT);
    }

    String text = lines(Cast.advice(List.of(), List.of(), List.of(flows), flows), List.of());

    assertThat(text).contains("failed       500 flows, not allowed", "... and 495 more");
    assertThat(text.lines().count()).isLessThan(25);
  }

  @Test
  void exits_with_1_only_for_what_is_asked() {
    List<Cut> cut = List.of(new Cut(Cast.WEB, Direction.EGRESS, LOST, "reason", ""));
    Advice advice = Cast.advice(List.of(Cast.database(SEEN)), cut, List.of(FAILED), SEEN);

    assertThat(ExitCode.of(advice, ACCOUNTING, Set.of())).isEqualTo(new ExitCode(0, List.of()));
    assertThat(ExitCode.of(advice, ACCOUNTING, Set.of("cut", "failed", "incomplete")))
        .isEqualTo(
            new ExitCode(
                1,
                List.of(
                    "exit 1: --fail-on incomplete: the trace is incomplete",
                    "exit 1: --fail-on cut: 1 flow",
                    "exit 1: --fail-on failed: 1 flow")));
    assertThat(ExitCode.of(advice, Accounting.EMPTY, Set.of("incomplete")).code()).isZero();
  }

  @Test
  void exits_with_1_when_there_is_no_policy() {
    assertThat(ExitCode.of(Cast.advice(List.of(), List.of(), List.of()), ACCOUNTING, Set.of()))
        .isEqualTo(new ExitCode(1, List.of("exit 1: no policy could be written")));
  }

  private static String lines(Advice advice, List<Diagnostic> findings) {
    return new ReportSummary(advice, ACCOUNTING, List.of("a.log"), findings).lines().toString();
  }
}
