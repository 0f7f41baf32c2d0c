// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.flow.Flow;
import dev.netpol.model.Cidr;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Labels;
import dev.netpol.model.Protocol;
import dev.netpol.policy.Peer;
import dev.netpol.policy.Rule;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressesTest {

  @Test
  void counts_an_address_once_and_only_where_a_block_holds_it() {
    Addresses addresses =
        of(
            List.of("10.1.0.0/30", "10.2.0.7/32"),
            List.of("10.1.0.1", "10.1.0.1", "10.2.0.7", "10.1.0.4", "10.2.0.6"));
    assertThat(addresses).isEqualTo(new Addresses(2, BigInteger.valueOf(3)));
    assertThat(addresses.more()).isEqualTo("3 addresses more");
  }

  @Test
  void counts_what_blocks_share_once() {
    assertThat(of(List.of("10.1.0.0/30", "10.1.0.0/31", "10.1.0.1/32"), List.of("10.1.0.1")))
        .isEqualTo(new Addresses(1, BigInteger.valueOf(3)));
  }

  @Test
  void tells_the_families_apart() {
    assertThat(of(List.of("0.0.0.0/0"), List.of("2001:db8::1", "10.1.0.1")))
        .isEqualTo(new Addresses(1, BigInteger.TWO.pow(32).subtract(BigInteger.ONE)));
    assertThat(of(List.of("::/0"), List.of("2001:db8::1", "10.1.0.1")))
        .isEqualTo(new Addresses(1, BigInteger.TWO.pow(128).subtract(BigInteger.ONE)));
  }

  @Test
  void pods_are_no_addresses() {
    Rule pods =
        Rule.of(List.of(Peer.Pods.of(LabelSelector.of(Labels.of("app", "web")))), List.of());
    assertThat(Addresses.of(pods, flows(List.of("10.1.0.1"))))
        .isEqualTo(new Addresses(0, BigInteger.ZERO));
  }

  private static Addresses of(List<String> blocks, List<String> seen) {
    List<Peer> peers = new ArrayList<>();
    blocks.forEach(block -> peers.add(Peer.IpBlock.of(Cidr.parse(block))));
    return Addresses.of(Rule.of(peers, List.of()), flows(seen));
  }

  private static List<Flow> flows(List<String> addresses) {
    return addresses.stream()
        .map(it -> Flows.flow(Flows.workload("x"), Flows.external(it), Protocol.TCP, 443))
        .toList();
  }
}
