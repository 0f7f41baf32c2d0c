// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.trace.Outcome;
import dev.netpol.trace.Side;
import dev.netpol.trace.TraceReader;
import dev.netpol.trace.TraceSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What two sides of a log of policies say of one connection. */
class DenialsTest {

  private static String line(String source, String verdict, String direction) {
    return "2023-11-02T16:28:54.139Z|00004|acl_log(ovn_pinctrl0)|INFO|name=\"NP:a:b\", verdict="
        + verdict
        + ", severity=info, direction="
        + direction
        + "-lport: tcp,nw_src="
        + source
        + ",nw_dst=10.0.0.2,tp_src=40000,tp_dst=80,tcp_flags=syn";
  }

  private static FlowTable read(String... lines) {
    byte[] log = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    try (TraceReader reader =
        TraceReader.of(TraceSource.of(new ByteArrayInputStream(log), "<test>"))) {
      return FlowTable.read(reader, AddressCuts.NONE);
    }
  }

  private static List<Map<Outcome, Long>> counts(FlowTable table, Side side) {
    List<Map<Outcome, Long>> counts = new ArrayList<>();
    table
        .tuples()
        .forEach(
            (tuple, tally) -> {
              if (tuple.side() == side) {
                counts.add(Map.copyOf(tally.counts()));
              }
            });
    return counts;
  }

  @Test
  void what_was_let_out_and_not_let_in_was_denied() {
    FlowTable table = read(line("10.0.0.1", "allow", "from"), line("10.0.0.1", "drop", "to"));

    assertThat(counts(table, Side.CONNECT)).containsExactly(Map.of(Outcome.DENIED, 1L));
    assertThat(counts(table, Side.ACCEPT)).containsExactly(Map.of(Outcome.DENIED, 1L));
  }

  @Test
  void another_clients_denial_says_nothing() {
    FlowTable table = read(line("10.0.0.1", "allow", "from"), line("10.0.0.9", "drop", "to"));

    assertThat(counts(table, Side.CONNECT)).containsExactly(Map.of(Outcome.ATTEMPTED, 1L));
  }

  @Test
  void what_came_through_once_stays_an_attempt() {
    FlowTable table =
        read(
            line("10.0.0.1", "allow", "from"),
            line("10.0.0.1", "drop", "to"),
            line("10.0.0.1", "allow", "from"),
            line("10.0.0.1", "allow", "to"));

    assertThat(counts(table, Side.CONNECT)).containsExactly(Map.of(Outcome.ATTEMPTED, 2L));
  }

  @Test
  void what_another_log_has_without_an_outcome_was_denied_as_well() {
    FlowTable denied = read(line("10.0.0.1", "drop", "from"));
    String row = "1 web 4 10.0.0.1 10.0.0.2 80";
    FlowTable once = read("PID COMM IP SADDR DADDR DPORT", row);
    FlowTable twice = read("PID COMM IP SADDR DADDR DPORT", row, row);
    FlowTable allowed = read(line("10.0.0.1", "allow", "from"));

    assertThat(counts(denied.merge(once), Side.CONNECT))
        .containsOnly(Map.of(Outcome.DENIED, 1L))
        .hasSize(2);
    assertThat(counts(denied.merge(twice), Side.CONNECT))
        .containsExactlyInAnyOrder(Map.of(Outcome.DENIED, 1L), Map.of(Outcome.ATTEMPTED, 2L));
    assertThat(counts(denied.merge(allowed).merge(once), Side.CONNECT))
        .containsExactlyInAnyOrder(
            Map.of(Outcome.DENIED, 1L, Outcome.ATTEMPTED, 1L), Map.of(Outcome.ATTEMPTED, 1L));
  }

  @Test
  void sides_that_were_read_apart_are_joined_before_they_are_judged() {
    FlowTable out = read(line("10.0.0.1", "allow", "from"));
    FlowTable in = read(line("10.0.0.1", "drop", "to"));

    assertThat(out.merge(in)).isEqualTo(in.merge(out));
    assertThat(counts(out.merge(in), Side.CONNECT)).containsExactly(Map.of(Outcome.DENIED, 1L));
    assertThat(counts(out, Side.CONNECT)).containsExactly(Map.of(Outcome.ATTEMPTED, 1L));
  }
}
