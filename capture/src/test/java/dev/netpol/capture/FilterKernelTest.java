// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.Cidr;
import dev.netpol.model.Protocol;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterKernelTest extends KernelCase {
  private static final String V4 = "connect tcp 10.99.0.1 -> 10.99.0.2:8080 established";
  private static final String V6 = "connect tcp fd99::1 -> fd99::2:8080 established";

  /** Java dials {@code ::ffff:10.99.0.2}, to which rules for IPv4 apply. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.99.0.0/24           |                        | v4",
        "                       | 10.99.0.0/24          | v6",
        "0.0.0.0/0 ::/0         | 10.99.0.2/32          | v6",
        "10.0.0.0/8 fd99::2/128 | 10.99.0.3/32 fd00::/8 | v4",
      })
  void only_peers_that_are_asked_for_are_reported(String cidrs, String excluded, String expected)
      throws Exception {
    KernelOptions options =
        options()
            .protocols(Set.of(Protocol.TCP))
            .cidrs(blocks(cidrs))
            .excludeCidrs(blocks(excluded))
            .build();
    try (KernelEvents kernel = KernelEvents.open(options)) {
      talk();

      assertThat(lines(all(kernel), client))
          .containsExactlyElementsOf(
              words(expected).map(family -> family.equals("v4") ? V4 : V6).toList());
    }
  }

  @Test
  void cgroups_that_are_known_not_to_be_wanted_are_dropped_and_unknown_ones_are_not()
      throws Exception {
    try (KernelEvents kernel = KernelEvents.open(options().build())) {
      kernel.choose(client.cgroupId(), false);
      talk();
      List<Event> first = all(kernel);
      kernel.choose(client.cgroupId(), true);
      client.talk("connect", "fd99::2", 8080);
      List<Event> second = all(kernel);

      assertThat(lines(first, client)).isEmpty();
      assertThat(lines(first, server)).hasSize(2);
      assertThat(lines(second, client)).containsExactly(V6);
    }
  }

  @ParameterizedTest
  @CsvSource({"TCP", "UDP"})
  void only_protocols_that_are_asked_for_are_reported(Protocol protocol) throws Exception {
    KernelOptions options = options().protocols(Set.of(protocol)).build();
    try (KernelEvents kernel = KernelEvents.open(options)) {
      talk();
      assertThat(server.talk("answer", "::", 5353)).isEqualTo("answering");
      client.talk("ask", "fd99::2", 5353);

      assertThat(lines(all(kernel), client))
          .containsExactlyElementsOf(
              protocol == Protocol.TCP
                  ? List.of(V4, V6)
                  : List.of("connect udp fd99::1 -> fd99::2:5353 attempted"));
      assertThat(kernel.covers().values()).containsOnly(Set.of(protocol));
    }
  }

  private void talk() throws Exception {
    assertThat(server.talk("listen", "::", 8080)).isEqualTo("listening");
    client.talk("connect", "10.99.0.2", 8080);
    client.talk("connect", "fd99::2", 8080);
  }

  private static List<Cidr> blocks(String text) {
    return words(text).map(Cidr::parse).toList();
  }

  private static Stream<String> words(String text) {
    return text == null ? Stream.of() : Stream.of(text.split(" "));
  }
}
