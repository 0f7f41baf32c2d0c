// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.flow.Flow;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Labels;
import dev.netpol.model.Protocol;
import dev.netpol.policy.Peer;
import dev.netpol.policy.Port;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FoldingTest {

  @Test
  void peers_with_equal_ports_share_a_rule() {
    assertThat(fold("a:80", "a:443", "b:80", "b:443", "c:80"))
        .containsExactly("[a, b] [TCP 80, TCP 443]", "[c] [TCP 80]");
  }

  @Test
  void ports_with_equal_peers_share_a_rule_where_that_gives_fewer() {
    assertThat(fold("a:80", "b:80", "c:80", "a:443", "b:443", "c:443", "a:22", "b:23"))
        .containsExactly("[a] [TCP 22]", "[a, b, c] [TCP 80, TCP 443]", "[b] [TCP 23]");
  }

  @Test
  void fewer_entries_decide_between_equally_many_rules() {
    // by peers: [a] 80 443, [b] 80 = 5 entries; by ports: [a b] 80, [a] 443 = 5 entries: a tie
    assertThat(fold("a:80", "a:443", "b:80"))
        .containsExactly("[a] [TCP 80, TCP 443]", "[b] [TCP 80]");
    // by peers: [a] 80 443, [b c] 80 = 6; by ports: [a b c] 80, [a] 443 = 6: a tie, peers first
    assertThat(fold("a:80", "a:443", "b:80", "c:80"))
        .containsExactly("[a] [TCP 80, TCP 443]", "[b, c] [TCP 80]");
  }

  /**
   * Inspektor Gadget's key has no protocol: whichever came first wins, and DNS over the other is
   * cut.
   */
  @Test
  void tcp_53_and_udp_53_are_different() {
    assertThat(fold("a:53", "a:53/UDP")).containsExactly("[a] [TCP 53, UDP 53]");
  }

  /** Azure NPM 432: rules merged as if ports and peers were independent. */
  @Test
  void never_admits_a_port_to_a_peer_that_did_not_use_it() {
    assertThat(fold("a:80", "b:443")).containsExactly("[a] [TCP 80]", "[b] [TCP 443]");
  }

  @Test
  void addresses_are_joined_where_that_adds_none() {
    assertThat(fold("1.1.1.0:443", "1.1.1.1:443", "1.1.1.3:443", "1.1.1.2:80"))
        .containsExactly("[1.1.1.0/31, 1.1.1.3/32] [TCP 443]", "[1.1.1.2/32] [TCP 80]");
    assertThat(fold("2001:db8::1:443")).containsExactly("[2001:db8::1/128] [TCP 443]");
  }

  @Test
  void joined_addresses_count_once() {
    // by ports gives one entry less only because the two addresses are one block
    assertThat(fold("1.1.1.0:80", "1.1.1.1:80", "1.1.1.0:443"))
        .containsExactly("[1.1.1.0/31] [TCP 80]", "[1.1.1.0/32] [TCP 443]");
  }

  @Test
  void adjacent_ports_become_ranges_on_request_only() {
    assertThat(fold("a:80", "a:81", "a:82", "a:90", "a:83/UDP"))
        .containsExactly("[a] [TCP 80, TCP 81, TCP 82, TCP 90, UDP 83]");
    assertThat(rules(new Folding(true), admissions("a:80", "a:81", "a:82", "a:90", "a:83/UDP")))
        .containsExactly("[a] [TCP 80-82, TCP 90, UDP 83]");
  }

  @Test
  void each_flow_is_behind_exactly_one_rule() {
    List<Admission> admissions =
        admissions("a:80", "a:443", "b:80", "1.1.1.1:443", "1.1.1.0:443", "c:1", "c:2", "a:2");
    List<Flow> flows =
        new Folding(false).fold(admissions).stream().flatMap(r -> r.flows().stream()).toList();
    assertThat(flows)
        .containsExactlyInAnyOrderElementsOf(
            admissions.stream().flatMap(a -> a.flows().stream()).toList());
  }

  @Test
  void the_order_of_flows_does_not_matter() {
    List<Admission> admissions =
        new ArrayList<>(admissions("a:80", "b:80", "b:443", "c:443", "1.1.1.1:80", "d:1", "a:1"));
    List<String> expected = rules(new Folding(false), admissions);
    Collections.shuffle(admissions, new Random(1));
    assertThat(rules(new Folding(false), admissions)).isEqualTo(expected);
  }

  private static List<String> fold(String... admissions) {
    return rules(new Folding(false), admissions(admissions));
  }

  private static List<String> rules(Folding folding, List<Admission> admissions) {
    return folding.fold(admissions).stream()
        .map(
            folded ->
                folded.rule().peers().stream().map(FoldingTest::text).toList()
                    + " "
                    + folded.rule().ports().stream().map(FoldingTest::text).toList())
        .collect(Collectors.toList());
  }

  private static List<Admission> admissions(String... texts) {
    List<Admission> admissions = new ArrayList<>();
    for (String text : texts) {
      Protocol protocol = text.endsWith("/UDP") ? Protocol.UDP : Protocol.TCP;
      String plain = text.replace("/UDP", "");
      String peer = plain.substring(0, plain.lastIndexOf(':'));
      int port = Integer.parseInt(plain.substring(plain.lastIndexOf(':') + 1));
      admissions.add(
          peer.matches("[a-z]")
              ? Admission.of(
                  Peer.Pods.of(LabelSelector.of(Labels.of("app", peer))),
                  Flows.flow(Flows.workload("x"), Flows.workload(peer), protocol, port))
              : Admission.of(
                  PeerFinder.block(Flows.external(peer).address()),
                  Flows.flow(Flows.workload("x"), Flows.external(peer), protocol, port)));
    }
    return admissions;
  }

  private static String text(Peer peer) {
    return peer instanceof Peer.IpBlock block
        ? block.cidr().toString()
        : ((Peer.Pods) peer).podSelector().orElseThrow().matchLabels().value("app").orElseThrow();
  }

  private static String text(Port port) {
    return port.protocol() + " " + ((Port.Numbered) port).ports();
  }
}
