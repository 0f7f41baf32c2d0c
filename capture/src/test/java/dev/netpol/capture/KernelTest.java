// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a whole capture writes about real connections. */
class KernelTest extends KernelCase {

  @ParameterizedTest
  @ValueSource(strings = {"tp_btf/inet_sock_set_state", "raw_tp/inet_sock_set_state"})
  void connections_between_two_pods_are_seen_from_both_ends(String hook) throws Exception {
    try (KernelEvents events = KernelEvents.open(options().hooks(List.of(hook)).build())) {
      Recording capture = new Recording(events, cgroups);

      assertThat(server.talk("listen", "::", 8080)).isEqualTo("listening");
      // Java's sockets are of IPv6 and dial ::ffff:10.99.0.2.
      String mapped = client.talk("connect", "10.99.0.2", 8080);
      String v6 = client.talk("connect", "fd99::2", 8080);
      assertThat(client.talk("connect", "10.99.0.2", 8081)).isEqualTo("refused");
      List<String> trace = capture.stop();

      assertThat(trace.get(0)).startsWith("{\"type\":\"trace\",").contains(hook);
      assertThat(trace.get(trace.size() - 1))
          .startsWith("{\"type\":\"end\",")
          .endsWith(",\"ringbuf\":0,\"stash\":0,\"udp\":0}}");
      String tcp4 = "\"ip\":4,\"proto\":\"TCP\",\"saddr\":\"10.99.0.1\",\"sport\":";
      String tcp6 = "\"ip\":6,\"proto\":\"TCP\",\"saddr\":\"fd99::1\",\"sport\":";
      String web4 = ",\"daddr\":\"10.99.0.2\",\"dport\":8080,\"outcome\":\"established\"";
      String web6 = ",\"daddr\":\"fd99::2\",\"dport\":8080,\"outcome\":\"established\"";
      String refused = ",\"daddr\":\"10.99.0.2\",\"dport\":8081,\"outcome\":\"refused\"";
      assertThat(of(client, trace))
          .containsExactly(
              begin("connect", client) + "P,\"comm\":\"java\"," + tcp4 + mapped + web4 + "}",
              begin("connect", client) + "P,\"comm\":\"java\"," + tcp6 + v6 + web6 + "}",
              begin("connect", client) + "P,\"comm\":\"java\"," + tcp4 + "S" + refused + "}");
      assertThat(of(server, trace))
          .containsExactly(
              begin("accept", server) + tcp4 + mapped + web4 + "}",
              begin("accept", server) + tcp6 + v6 + web6 + "}");
    }
  }

  @Test
  void of_2000_connections_none_is_missing_and_none_is_there_twice() throws Exception {
    try (KernelEvents events = KernelEvents.open(options().build())) {
      Recording capture = new Recording(events, cgroups);

      assertThat(server.talk("listen", "10.99.0.2", 8080)).isEqualTo("listening");
      List<String> ports = List.of(client.talk("crowd", "10.99.0.2", 8080).split(" "));
      List<String> trace = capture.stop();

      assertThat(ports).hasSize(2000).doesNotContain("refused");
      assertThat(sourcePorts(of(client, trace))).containsExactlyInAnyOrderElementsOf(ports);
      assertThat(trace)
          .filteredOn(line -> line.contains("\"elapsedMs\":"))
          .hasSizeGreaterThan(1000);
      assertThat(sourcePorts(of(server, trace))).containsExactlyInAnyOrderElementsOf(ports);
    }
  }

  private static List<String> sourcePorts(List<String> lines) {
    return lines.stream().map(line -> line.replaceFirst(".*\"sport\":(\\d+).*", "$1")).toList();
  }

  @Test
  void takes_the_next_hook_where_the_kernel_does_not_take_the_first() throws Exception {
    List<String> hooks = List.of("tp_btf/absent", "raw_tp/inet_sock_set_state");
    try (KernelEvents events = KernelEvents.open(options().hooks(hooks).build())) {
      assertThat(events.hook()).isEqualTo("raw_tp/inet_sock_set_state");
      assertThat(events.refusals())
          .extracting(Refusal::program, Refusal::reason)
          .contains(
              tuple("tp_btf/absent", "there is no such kernel program: No such file or directory"));
      assertThat(events.lost()).hasSize(EventSource.LAYERS.size());
    }
  }

  @Test
  void says_why_when_the_kernel_takes_none() throws Exception {
    KernelOptions options = options().hooks(List.of("tp_btf/absent")).build();
    assertThatThrownBy(() -> KernelEvents.open(options))
        .isInstanceOf(BridgeException.class)
        .hasMessage(
            "the kernel takes none of our programs (tp_btf/absent: there is no such kernel"
                + " program: No such file or directory)");
  }

  private static String begin(String type, TestPod pod) {
    return "{\"type\":\"%s\",T,\"node\":\"test\",\"podUid\":\"%s\",\"container\":\"%s\","
        .formatted(type, pod.uid, pod.container);
  }

  /**
   * The pod's lines, without what differs from run to run; a refused connect has no known port, and
   * of one whose end the kernel hid it is not known how long it took.
   */
  private static List<String> of(TestPod pod, List<String> trace) {
    return trace.stream()
        .filter(line -> line.contains(pod.uid))
        .map(line -> line.replaceFirst("\"time\":\"[^\"]+\"", "T"))
        .map(line -> line.replaceFirst("\"exe\":\"[^\"]+/java\",", ""))
        .map(line -> line.replaceFirst("\"pid\":[1-9]\\d*", "P"))
        .map(line -> line.replaceFirst(",\"elapsedMs\":\\d+", ""))
        .map(line -> line.replaceFirst("\"sport\":[1-9]\\d*(?=.*refused)", "\"sport\":S"))
        .toList();
  }
}
