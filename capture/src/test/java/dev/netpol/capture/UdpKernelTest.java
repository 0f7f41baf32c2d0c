// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.Cidr;
import dev.netpol.model.Protocol;
import dev.netpol.trace.Side;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UdpKernelTest extends KernelCase {

  /** The server is bound to no address and its client to none: the pods' only ones are meant. */
  @ParameterizedTest
  @CsvSource({"10.99.0.1, 10.99.0.2", "fd99::1, fd99::2"})
  void who_speaks_first_is_the_initiator_and_replies_are_no_connections(String ours, String theirs)
      throws Exception {
    try (KernelEvents kernel = KernelEvents.open(options().build())) {
      assertThat(server.talk("answer", "::", 5353)).isEqualTo("answering");
      String port = client.talk("ask", theirs, 5353);
      List<Event> events = all(kernel);

      assertThat(lines(events, client))
          .containsExactly("connect udp " + ours + " -> " + theirs + ":5353 attempted");
      assertThat(lines(events, server))
          .containsExactly("accept udp " + ours + " -> " + theirs + ":5353 attempted");
      for (Event event : events) {
        if (event instanceof Event.Connection c && c.protocol() == Protocol.UDP) {
          assertThat(c.sport()).hasToString(port);
          assertThat(c.comm()).isEqualTo("java");
          assertThat(c.pid()).isPositive();
        }
      }
      assertThat(kernel.covers())
          .containsEntry(Side.CONNECT, EnumSet.of(Protocol.TCP, Protocol.UDP))
          .containsEntry(Side.ACCEPT, EnumSet.of(Protocol.TCP, Protocol.UDP));
      assertThat(kernel.lost()).containsOnly(0);
    }
  }

  @ParameterizedTest
  @CsvSource({"10.99.0.1, 10.99.0.2", "fd99::1, fd99::2"})
  void a_connected_socket_connects_once_it_has_sent_something(String ours, String theirs)
      throws Exception {
    try (KernelEvents kernel = KernelEvents.open(options().build())) {
      assertThat(server.talk("answer", "::", 5353)).isEqualTo("answering");
      assertThat(client.talk("point", theirs, 443)).isEqualTo("pointed");
      client.talk("ask-connected", theirs, 5353);

      assertThat(lines(all(kernel), client))
          .containsExactly("connect udp " + ours + " -> " + theirs + ":5353 attempted");
    }
  }

  @Test
  void where_sending_is_not_seen_a_connect_is_uncertain() throws Exception {
    KernelOptions options = options().build();
    try (KernelEvents kernel = KernelEvents.open(options, without(options, Programs.SENT))) {
      assertThat(client.talk("point", "10.99.0.2", 443)).isEqualTo("pointed");

      assertThat(lines(all(kernel), client))
          .containsExactly("connect udp 10.99.0.1 -> 10.99.0.2:443 attempted uncertain");
      assertThat(kernel.refusals()).extracting(Refusal::program).containsExactly(Programs.SENT);
    }
  }

  @Test
  void a_side_that_is_not_seen_is_not_covered() throws Exception {
    KernelOptions options = options().build();
    try (KernelEvents kernel = KernelEvents.open(options, without(options, "cgroup/recvmsg6"))) {
      assertThat(kernel.covers())
          .isEqualTo(
              Map.of(
                  Side.CONNECT, EnumSet.of(Protocol.TCP, Protocol.UDP),
                  Side.ACCEPT, EnumSet.of(Protocol.TCP)));
    }
  }

  @Test
  void without_room_for_who_spoke_first_it_is_counted_and_uncertain() throws Exception {
    try (KernelEvents kernel = KernelEvents.open(alone().mapEntries(1).build())) {
      assertThat(server.talk("answer", "::", 5353)).isEqualTo("answering");
      for (int i = 0; i < 4; i++) {
        client.talk("ask", "10.99.0.2", 5353);
      }
      List<Event> events = all(kernel);

      assertThat(lines(events, client)).hasSizeGreaterThanOrEqualTo(4);
      assertThat(lines(events, server))
          .contains("accept udp 10.99.0.1 -> 10.99.0.2:5353 attempted uncertain");
      assertThat(kernel.lost()[EventSource.LAYERS.indexOf("udp")]).isPositive();
    }
  }

  @Test
  void a_conversation_is_forgotten_after_a_while() throws Exception {
    try (KernelEvents kernel = KernelEvents.open(alone().mapEntries(1).udpMillis(500).build())) {
      assertThat(server.talk("answer", "::", 5353)).isEqualTo("answering");
      for (int i = 0; i < 6; i++) {
        client.talk("ask", "10.99.0.2", 5353);
        Thread.sleep(600);
        assertThat(lines(all(kernel), client)) // looks for room, too
            .containsExactly("connect udp 10.99.0.1 -> 10.99.0.2:5353 attempted");
      }
      assertThat(kernel.lost()).containsOnly(0);
    }
  }

  /** Little room, which nobody else on this machine should take. */
  private KernelOptions.Builder alone() {
    return options().protocols(Set.of(Protocol.UDP)).cidrs(List.of(Cidr.parse("10.99.0.0/24")));
  }

  /** This kernel, if it did not take one program. */
  private static Attachment.Kernel without(KernelOptions options, String program) {
    Attachment.Kernel kernel = new KernelEvents.Loading(options);
    return new Attachment.Kernel() {
      @Override
      public long open(String[] programs, @Nullable String[] refused) throws BridgeException {
        if (List.of(programs).contains(program)) {
          throw new BridgeException("not here");
        }
        return kernel.open(programs, refused);
      }

      @Override
      public void close(long handle) {
        kernel.close(handle);
      }
    };
  }
}
