// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.trace.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connections whose direction only their ports tell. */
class GuessesTest {

  private static String flow(int source, int from, int to, String proto, String more) {
    return """
        {"flow":{"verdict":"FORWARDED","IP":{"source":"10.0.0.%d","destination":"10.0.0.%d"},\
        "l4":{"%s":{"source_port":%d,"destination_port":%d%s,"node_name":"n"}}\
        """
        .formatted(source, 3 - source, proto, from, to, more)
        .strip();
  }

  private static String opened(int source, int from, int to) {
    return flow(source, from, to, "TCP", ",\"flags\":{\"SYN\":true}}},\"is_reply\":false");
  }

  private static String inTheMidst(int source, int from, int to) {
    return flow(source, from, to, "TCP", ",\"flags\":{\"ACK\":true}}}");
  }

  private static String datagram(int source, int from, int to, String more) {
    return flow(source, from, to, "UDP", "}}" + more);
  }

  private static List<String> outcomes(String... lines) {
    List<String> outcomes = new ArrayList<>();
    Logs.fold(List.of(lines))
        .tuples()
        .forEach(
            (tuple, tally) ->
                outcomes.add(
                    tuple.saddr().orElseThrow()
                        + ":"
                        + tuple.dport()
                        + " "
                        + tally.counts().keySet()));
    return outcomes;
  }

  @Test
  void a_server_at_a_high_port_is_no_client() {
    assertThat(outcomes(opened(1, 20000, 50051), inTheMidst(2, 50051, 20000)))
        .containsExactlyInAnyOrder(
            "10.0.0.1:50051 [ATTEMPTED]", "10.0.0.2:20000 [" + Outcome.UNCERTAIN + "]");
  }

  @Test
  void ports_are_believed_where_nothing_speaks_against_them() {
    assertThat(outcomes(opened(1, 40000, 8080), inTheMidst(2, 50051, 5432)))
        .containsExactlyInAnyOrder("10.0.0.1:8080 [ATTEMPTED]", "10.0.0.2:5432 [ATTEMPTED]");
  }

  @Test
  void what_is_certain_in_both_directions_stays() {
    assertThat(outcomes(opened(1, 20000, 50051), opened(2, 50051, 20000)))
        .containsExactlyInAnyOrder("10.0.0.1:50051 [ATTEMPTED]", "10.0.0.2:20000 [ATTEMPTED]");
  }

  @Test
  void a_datagram_may_be_the_answer_to_a_question_that_is_there() {
    assertThat(
            outcomes(
                datagram(1, 5000, 8125, ",\"is_reply\":false"),
                datagram(2, 8125, 900, ""),
                datagram(2, 8125, 5000, "")))
        .containsExactlyInAnyOrder(
            "10.0.0.1:8125 [ATTEMPTED]", "10.0.0.2:900 [UNCERTAIN]", "10.0.0.2:5000 [UNCERTAIN]");
  }
}
