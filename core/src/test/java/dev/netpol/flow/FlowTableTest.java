// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.SharedData;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Position;
import dev.netpol.model.Protocol;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Identity;
import dev.netpol.trace.Outcome;
import dev.netpol.trace.Side;
import dev.netpol.trace.SkipReason;
import dev.netpol.trace.TraceFormat;
import dev.netpol.trace.TraceReader;
import dev.netpol.trace.TraceSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlowTableTest {

  private static final long NOON = 1_795_176_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  private static String at(int second) {
    return "2026-11-20T12:00:%02dZ".formatted(second);
  }

  @Test
  void what_repeats_is_counted_and_the_earliest_are_kept_as_samples() {
    List<String> lines = new ArrayList<>();
    for (int second : new int[] {5, 3, 9, 1, 7}) {
      lines.add(Logs.connect(at(second), "web", "curl", "1.1.1.1", 443));
    }
    lines.add(Logs.connect(at(8), "web", "wget", "1.1.1.1", 443).replace("established", "refused"));

    FlowTable table = Logs.fold(lines);

    assertThat(table.tuples()).hasSize(1);
    Tuple tuple = table.tuples().firstKey();
    assertThat(tuple)
        .isEqualTo(
            new Tuple(
                TraceFormat.NETWORKTRACE,
                Side.CONNECT,
                "n",
                Identity.pod("demo", "web", ""),
                Identity.NONE,
                Optional.of(IpAddress.parse("10.0.0.1")),
                Optional.of(IpAddress.parse("1.1.1.1")),
                Protocol.TCP,
                443,
                Optional.empty(),
                EventView.NO_TIME));
    Tally tally = table.tuples().get(tuple);
    assertThat(tally.counts()).isEqualTo(Map.of(Outcome.ESTABLISHED, 5L, Outcome.REFUSED, 1L));
    assertThat(tally.first()).isEqualTo(NOON + SECOND);
    assertThat(tally.last()).isEqualTo(NOON + 9 * SECOND);
    assertThat(tally.processes()).containsExactly("curl", "wget");
    assertThat(tally.moreProcesses()).isFalse();
    assertThat(tally.samples())
        .extracting(Sample::at)
        .containsExactly(Position.of("<log>", 4), Position.of("<log>", 2), Position.of("<log>", 1));
    assertThat(tally.samples().get(0).pod()).isEqualTo("demo/web");
  }

  @Test
  void counts_that_a_log_claims_do_not_overflow() {
    String line =
        Logs.connect(at(1), "web", "curl", "1.1.1.1", 443)
            .replace("\"dport\"", "\"count\":9223372036854775807,\"dport\"");
    FlowTable table = Logs.fold(List.of(line, line, line.replace("established", "refused")));

    for (FlowTable one : List.of(table, table.merge(table))) {
      Tally tally = one.tuples().get(one.tuples().firstKey());
      assertThat(tally.counts())
          .isEqualTo(Map.of(Outcome.ESTABLISHED, Long.MAX_VALUE, Outcome.REFUSED, Long.MAX_VALUE));
      assertThat(tally.connections()).isEqualTo(Long.MAX_VALUE);
    }
  }

  @Test
  void what_may_be_a_reply_to_a_client_is_no_attempt() {
    String reply =
        Logs.connect(at(1), "dns", "coredns", "10.0.0.7", 40000)
            .replace("established\"", "attempted\",\"uncertain\":true")
            .replace("TCP", "UDP");

    assertThat(counts(reply)).isEqualTo(Map.of(Outcome.UNCERTAIN, 1L));
    assertThat(counts(reply.replace("40000", "53"))).isEqualTo(Map.of(Outcome.ATTEMPTED, 1L));
    assertThat(counts(reply.replace(",\"uncertain\":true", "")))
        .isEqualTo(Map.of(Outcome.ATTEMPTED, 1L));
    assertThat(Outcome.UNCERTAIN.failed()).isTrue();
  }

  private static Map<Outcome, Long> counts(String line) {
    return Logs.fold(List.of(line)).tuples().values().iterator().next().counts();
  }

  @Test
  void hostile_process_names_are_bounded_and_the_choice_does_not_depend_on_order() {
    List<String> lines = new ArrayList<>();
    for (int i = 999; i >= 0; i--) {
      lines.add(Logs.connect(at(0), "web", "comm%03d".formatted(i), "1.1.1.1", 443));
    }

    Tally tally = Logs.fold(lines).tuples().values().iterator().next();

    assertThat(tally.processes())
        .containsExactly(
            "comm000", "comm001", "comm002", "comm003", "comm004", "comm005", "comm006", "comm007");
    assertThat(tally.moreProcesses()).isTrue();
  }

  @Test
  void an_address_that_changes_hands_gives_a_tuple_for_each_holder() {
    AddressCuts cuts =
        address ->
            address.equals(IpAddress.parse("10.0.0.1"))
                ? new long[] {NOON + 2 * SECOND, NOON + 4 * SECOND}
                : new long[0];
    List<String> lines = new ArrayList<>();
    for (int second = 0; second < 6; second++) {
      lines.add(Logs.connect(at(second), "web", "curl", "1.1.1.1", 443));
    }

    FlowTable table = Logs.fold(lines, cuts);

    assertThat(table.tuples().keySet())
        .extracting(Tuple::interval)
        .containsExactly(EventView.NO_TIME, NOON + 2 * SECOND, NOON + 4 * SECOND);
    assertThat(table.tuples().values()).allMatch(tally -> tally.connections() == 2);
  }

  @Test
  void one_address_in_two_spellings_is_one_tuple() {
    String line = Logs.connect(at(0), "web", "curl", "1.1.1.1", 443);

    FlowTable table = Logs.fold(List.of(line, line.replace("1.1.1.1", "::ffff:1.1.1.1")));

    assertThat(table.tuples()).hasSize(1);
  }

  @Test
  void skipped_records_are_told_with_their_first_positions() {
    List<String> lines = new ArrayList<>();
    lines.add(Logs.connect(at(0), "web", "curl", "1.1.1.1", 443));
    for (int i = 0; i < 9; i++) {
      lines.add("noise " + i);
    }

    Accounting accounting = Logs.fold(lines).accounting();

    Accounting.Skipped noise = accounting.skipped().get(SkipReason.NOT_JSON);
    assertThat(noise.count()).isEqualTo(9);
    assertThat(noise.first())
        .extracting(where -> where.at() + " " + where.excerpt())
        .containsExactly(
            "<log>:2 noise 0",
            "<log>:3 noise 1",
            "<log>:4 noise 2",
            "<log>:5 noise 3",
            "<log>:6 noise 4");
  }

  @Test
  void objects_that_a_rotated_file_repeats_are_there_once() {
    String object =
        "{\"type\":\"object\",\"time\":\"" + at(0) + "\",\"object\":{\"kind\":\"Pod\"}}";
    String later = "{\"type\":\"object\",\"time\":\"" + at(1) + "\",\"object\":{\"kind\":\"Pod\"}}";

    FlowTable table = Logs.fold(List.of(later, object, object));

    assertThat(table.objects())
        .containsExactly(
            new SeenObject(NOON, false, "{\"kind\":\"Pod\"}", Position.of("<log>", 2)),
            new SeenObject(NOON + SECOND, false, "{\"kind\":\"Pod\"}", Position.of("<log>", 1)));
  }

  @Test
  void a_capture_of_another_tool_folds_to_few_tuples_and_sightings() {
    TraceSource log = TraceSource.of(SharedData.path("trace-samples/inspektor-gadget-gke"));
    try (TraceReader reader = TraceReader.of(log)) {
      FlowTable table = FlowTable.read(reader, AddressCuts.NONE);

      assertThat(table.accounting().records()).isEqualTo(2100);
      assertThat(table.accounting().connections()).isEqualTo(2096);
      assertThat(table.tuples().values().stream().mapToLong(Tally::connections).sum())
          .isEqualTo(2096);
      assertThat(table.sightings())
          .filteredOn(
              sighting -> sighting.peer().identity().name().startsWith("kube-guardian-broker"))
          // Its own side of the log knows more than its peers' sides.
          .hasSize(2)
          .anySatisfy(
              broker -> {
                assertThat(broker.address()).contains(IpAddress.parse("10.64.0.13"));
                assertThat(broker.node()).startsWith("gke-cluster-1");
                assertThat(broker.peer().owner()).isEqualTo("kube-guardian-broker");
                assertThat(broker.peer().labels().has("pod-template-hash")).isTrue();
              });
      assertThat(table.sightings())
          .filteredOn(sighting -> sighting.peer().identity().name().startsWith("kube-dns"))
          .extracting(sighting -> sighting.peer().labels().value("k8s-app"))
          .containsOnly(Optional.of("kube-dns"));
      Coverage coverage = table.coverage();
      String node = coverage.nodes().first();
      assertThat(coverage.declared(node)).isFalse();
      assertThat(coverage.covers(node, Side.ACCEPT, Protocol.TCP)).isTrue();
      // The tool saw ports below 1024 only.
      assertThat(coverage.covers(node, Side.ACCEPT, Protocol.UDP)).isFalse();
      assertThat(coverage.covers(node, Side.ACCEPT, Protocol.SCTP)).isFalse();
      assertThat(coverage.truncated()).isEmpty();
    }
  }

  @Test
  void labels_of_our_own_format_are_sighted() {
    String line =
        Logs.connect(at(0), "web", "curl", "1.1.1.1", 443)
            .replace("\"dport\"", "\"labels\":{\"app\":\"web\"},\"dport\"");

    assertThat(Logs.fold(List.of(line)).sightings())
        .extracting(sighting -> sighting.peer().labels())
        .containsExactly(Labels.of("app", "web"));
  }
}
