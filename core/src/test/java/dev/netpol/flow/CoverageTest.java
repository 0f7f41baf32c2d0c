// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.Cidr;
import dev.netpol.model.Protocol;
import dev.netpol.trace.Side;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CoverageTest {

  private static Coverage of(String... lines) {
    return Logs.fold(List.of(lines)).coverage();
  }

  private static String header(String node, int second, String rest) {
    return "{\"type\":\"trace\",\"version\":1,\"node\":\"%s\",\"started\":\"2026-11-20T12:00:0%dZ\",%s}"
        .formatted(node, second, rest);
  }

  private static final String BOTH =
      "\"covers\":{\"connect\":[\"TCP\",\"UDP\"],\"accept\":[\"TCP\",\"UDP\"]}";
  private static final String CONNECTS = "\"covers\":{\"connect\":[\"TCP\"]}";
  private static final String EVENT =
      "{\"type\":\"connect\",\"node\":\"b\",\"proto\":\"UDP\",\"saddr\":\"10.0.0.1\","
          + "\"daddr\":\"1.1.1.1\",\"dport\":53}";

  @Test
  void a_header_says_what_was_covered_and_records_say_it_where_there_is_none() {
    Coverage coverage = of(header("a", 0, CONNECTS), EVENT);

    assertThat(coverage.nodes()).containsExactly("a", "b");
    assertThat(coverage.declared("a")).isTrue();
    assertThat(coverage.covers("a", Side.CONNECT, Protocol.TCP)).isTrue();
    assertThat(coverage.covers("a", Side.CONNECT, Protocol.UDP)).isFalse();
    assertThat(coverage.covers("a", Side.ACCEPT, Protocol.TCP)).isFalse();
    assertThat(coverage.declared("b")).isFalse();
    assertThat(coverage.covers("b", Side.CONNECT, Protocol.UDP)).isTrue();
    assertThat(coverage.covers("b", Side.ACCEPT, Protocol.UDP)).isFalse();
    assertThat(coverage.covers("c", Side.CONNECT, Protocol.TCP)).isFalse();
  }

  @Test
  void records_without_a_node_speak_for_every_node() {
    Coverage coverage = of(EVENT.replace("\"node\":\"b\",", ""));

    assertThat(coverage.covers("any", Side.CONNECT, Protocol.UDP)).isTrue();
    assertThat(coverage.covers("any", Side.ACCEPT, Protocol.UDP)).isFalse();
  }

  @Test
  void a_tool_that_sees_a_part_of_udp_does_not_cover_it() {
    String gadget =
        "{\"type\":\"normal\",\"k8s\":{\"node\":\"b\",\"namespace\":\"demo\",\"podname\":\"web\"},"
            + "\"pktType\":\"OUTGOING\",\"proto\":\"udp\",\"port\":53,\"dst\":{\"addr\":\"1.1.1.1\"}}";
    String tcp = gadget.replace("udp", "tcp");

    Coverage coverage = of(gadget, tcp);

    assertThat(coverage.nodes()).containsExactly("b");
    assertThat(coverage.covers("b", Side.CONNECT, Protocol.TCP)).isTrue();
    assertThat(coverage.covers("b", Side.CONNECT, Protocol.UDP)).isFalse();
    assertThat(of(gadget).nodes()).containsExactly("b");
  }

  @Test
  void captures_of_one_node_that_differ_cover_what_all_of_them_do() {
    Coverage coverage = of(header("a", 0, BOTH), header("a", 1, CONNECTS), header("a", 0, BOTH));

    assertThat(coverage.covers("a", Side.CONNECT, Protocol.TCP)).isTrue();
    assertThat(coverage.covers("a", Side.CONNECT, Protocol.UDP)).isFalse();
    assertThat(coverage.covers("a", Side.ACCEPT, Protocol.TCP)).isFalse();
  }

  @Test
  void filters_leave_out() {
    Coverage coverage =
        of(
            header(
                "a",
                0,
                BOTH
                    + ",\"filters\":{\"namespaces\":[\"demo\"],\"excludeCidrs\":[\"10.0.0.0/8\",\"x\"],"
                    + "\"comm\":[\"curl\"]}"));

    assertThat(coverage.leavesOut("a", "demo")).isFalse();
    assertThat(coverage.leavesOut("a", "other")).isTrue();
    assertThat(coverage.excluded()).containsExactly(Cidr.parse("10.0.0.0/8"));
    assertThat(coverage.otherFilters("a")).isEqualTo(Map.of("comm", new TreeSet<>(Set.of("curl"))));
    assertThat(coverage.leavesOut("b", "other")).isFalse();
  }

  @Test
  void a_capture_without_an_end_is_truncated_and_a_repeated_header_is_one_capture() {
    String end = "{\"type\":\"end\",\"node\":\"a\",\"time\":\"2026-11-20T12:00:09Z\"}";

    assertThat(of(header("a", 0, BOTH), header("a", 0, BOTH), end).truncated()).isEmpty();
    assertThat(of(header("a", 0, BOTH), header("a", 1, BOTH), end).truncated())
        .containsExactly("a");
    assertThat(of(header("a", 0, BOTH)).truncated()).containsExactly("a");
    assertThat(of(EVENT).truncated()).isEmpty();
  }

  @Test
  void the_total_of_an_end_includes_what_was_reported_on_the_way() {
    String lost = "{\"type\":\"lost\",\"layer\":\"ringbuf\",\"count\":12}";
    String rotated = "{\"type\":\"lost\",\"layer\":\"rotation\",\"count\":1}";
    String end =
        "{\"type\":\"end\",\"node\":\"a\",\"time\":\"2026-11-20T12:00:09Z\",\"lost\":{\"ringbuf\":30}}";

    assertThat(of(lost, lost, rotated).losses()).isEqualTo(Map.of("ringbuf", 24L, "rotation", 1L));
    assertThat(of(lost, lost, end).losses()).isEqualTo(Map.of("ringbuf", 30L));
    assertThat(of(lost, lost, lost, end).losses()).isEqualTo(Map.of("ringbuf", 36L));
    assertThat(of("ERROR: lost 5 events!", EVENT).losses()).isEqualTo(Map.of("perf", 5L));
  }

  /** Which would pass for a trace that lost nothing. */
  @Test
  void losses_do_not_overflow() {
    String all = "{\"type\":\"lost\"%s,\"layer\":\"ringbuf\",\"count\":9223372036854775807}";
    String some = "{\"type\":\"lost\",\"node\":\"a\",\"layer\":\"ringbuf\",\"count\":5}";
    String end =
        "{\"type\":\"end\",\"node\":\"a\",\"time\":\"2026-11-20T12:00:0%dZ\",\"lost\":{\"ringbuf\":%d}}";
    Map<String, Long> most = Map.of("ringbuf", Long.MAX_VALUE);

    assertThat(of(all.formatted(",\"node\":\"a\""), some).losses()).isEqualTo(most);
    assertThat(of(all.formatted(",\"node\":\"b\""), some).losses()).isEqualTo(most);
    assertThat(of(all.formatted(""), some).losses()).isEqualTo(most);
    assertThat(of(end.formatted(1, Long.MAX_VALUE), end.formatted(2, 5)).losses()).isEqualTo(most);
  }

  @Test
  void the_window_is_from_the_first_time_to_the_last() {
    Coverage coverage =
        of(
            header("a", 3, BOTH),
            Logs.connect("2026-11-20T12:00:05Z", "p", "c", "1.1.1.1", 1),
            EVENT);

    assertThat(coverage.last() - coverage.first()).isEqualTo(2_000_000_000L);
  }
}
