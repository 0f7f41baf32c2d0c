// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AddressSetTest {

  @Test
  void overlapping_and_adjacent_blocks_become_one_range() {
    assertThat(set("10.0.0.0/25", "10.0.0.128/25", "10.0.0.7/32", "10.0.2.0/24"))
        .hasToString("10.0.0.0/24,10.0.2.0/24")
        .isEqualTo(set("10.0.2.0/24", "10.0.0.0/24"));
  }

  @Test
  void families_never_join_and_ipv4_stands_first() {
    // By number, 0.0.0.0 follows ::fffe:ffff:ffff.
    AddressSet both = set("::/0", "0.0.0.0/0");
    assertThat(both).hasToString("0.0.0.0/0,::/0");
    assertThat(both.cidrs()).containsExactly(Cidr.ALL_V4, Cidr.ALL_V6);
    assertThat(set("::/0").contains(IpAddress.parse("1.2.3.4"))).isFalse();
    assertThat(set("::fffe:0:0/96", "0.0.0.0/1").ranges()).hasSize(2);
  }

  @Test
  void a_range_becomes_the_fewest_blocks() {
    AddressRange range = new AddressRange(IpAddress.parse("10.0.0.1"), IpAddress.parse("10.0.0.8"));
    assertThat(range.cidrs().stream().map(Cidr::toString))
        .containsExactly("10.0.0.1/32", "10.0.0.2/31", "10.0.0.4/30", "10.0.0.8/32");
    assertThat(range).hasToString("10.0.0.1-10.0.0.8");
    assertThat(new AddressRange(IpAddress.parse("::1"), IpAddress.parse("ffff::")).cidrs())
        .isEqualTo(
            Cidr.join(new AddressRange(IpAddress.parse("::1"), IpAddress.parse("ffff::")).cidrs()));
  }

  @Test
  void the_last_address_has_no_next_one() {
    assertThat(IpAddress.parse("255.255.255.255").next()).isEmpty();
    assertThat(IpAddress.parse("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff").next()).isEmpty();
    assertThat(IpAddress.parse("0.0.0.0").previous()).isEmpty();
    assertThat(IpAddress.parse("::").previous()).isEmpty();
  }

  @Test
  void next_and_previous_stay_in_the_family() {
    assertThat(IpAddress.parse("10.0.0.255").next()).contains(IpAddress.parse("10.0.1.0"));
    IpAddress below = IpAddress.parse("::fffe:ffff:ffff");
    assertThat(below.next()).contains(IpAddress.parse("::1:0:0:0"));
    assertThat(below.next().flatMap(IpAddress::previous)).contains(below);
    assertThat(IpAddress.parse("fd00::ffff:ffff:ffff:ffff").next())
        .contains(IpAddress.parse("fd00:0:0:1::"));
  }

  @Test
  void a_range_ascends_in_one_family() {
    IpAddress one = IpAddress.parse("10.0.0.1");
    assertThatThrownBy(() -> new AddressRange(one, IpAddress.parse("10.0.0.0")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AddressRange(one, IpAddress.parse("fd00::")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static AddressSet set(String... blocks) {
    return AddressSet.of(Stream.of(blocks).map(Cidr::parse).toList());
  }
}
