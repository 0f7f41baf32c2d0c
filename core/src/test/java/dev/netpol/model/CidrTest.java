// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0/8, 10.255.255.255",
    "10.1.2.3/8, 10.0.0.0/8, 10.255.255.255",
    "10.1.2.3/32, 10.1.2.3/32, 10.1.2.3",
    "0.0.0.0/0, 0.0.0.0/0, 255.255.255.255",
    "2001:db8::1/32, 2001:db8::/32, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
    "2001:db8::1/65, 2001:db8::/65, 2001:db8::7fff:ffff:ffff:ffff",
    "2001:db8::1/64, 2001:db8::/64, 2001:db8::ffff:ffff:ffff:ffff",
    "2001:db8::1/128, 2001:db8::1/128, 2001:db8::1",
    "::/0, ::/0, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "::ffff:10.0.0.0/104, 10.0.0.0/8, 10.255.255.255"
  })
  void reads_blocks_and_clears_host_bits(String text, String canonical, String last) {
    Cidr cidr = Cidr.parse(text);
    assertThat(cidr).hasToString(canonical).isEqualTo(Cidr.parse(canonical));
    assertThat(cidr.last()).hasToString(last);
    assertThat(cidr.contains(cidr.network())).isTrue();
    assertThat(cidr.contains(cidr.last())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/08",
        "10.0.0.0/8/8", "/8", "10.0.0/8", "010.0.0.0/8", "::/129", "::ffff:10.0.0.0/95", "host/8",
        "10.0.0.0/ 8", "fe80::1%1/64", "10.0.0.0/99999999999"
      })
  void refuses_what_is_no_block(String text) {
    assertThat(Cidr.tryParse(text)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> Cidr.parse(text));
  }

  @Test
  void families_are_disjoint() {
    assertThat(Cidr.ALL_V4.contains(IpAddress.parse("::1"))).isFalse();
    assertThat(Cidr.ALL_V6.contains(IpAddress.parse("10.0.0.1"))).isFalse();
    assertThat(Cidr.ALL_V6.contains(IpAddress.parse("::ffff:10.0.0.1"))).isFalse();
    assertThat(Cidr.ALL_V6.contains(Cidr.ALL_V4)).isFalse();
    assertThat(Cidr.ALL_V6.overlaps(Cidr.ALL_V4)).isFalse();
  }

  @Test
  void a_prefix_fits_its_family() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Cidr(IpAddress.parse("10.0.0.0"), 33))
        .withMessage("a prefix of 10.0.0.0 should be between 0 and 32: was 33");
  }

  @Test
  void joins_neighbours_and_what_is_inside_but_never_more() {
    assertThat(join("10.0.0.0/25", "10.0.0.128/25")).containsExactly("10.0.0.0/24");
    assertThat(join("10.0.0.128/25", "10.0.1.0/25"))
        .containsExactly("10.0.0.128/25", "10.0.1.0/25");
    assertThat(join("10.0.0.3/32", "10.0.0.0/8", "10.0.0.0/8")).containsExactly("10.0.0.0/8");
    assertThat(join("10.0.0.0/32", "10.0.0.1/32", "10.0.0.2/32", "10.0.0.3/32"))
        .containsExactly("10.0.0.0/30");
    assertThat(join("0.0.0.0/1", "128.0.0.0/1", "::/1", "8000::/1"))
        .containsExactlyInAnyOrder("0.0.0.0/0", "::/0");
    assertThat(join()).isEmpty();
  }

  private static List<String> join(String... blocks) {
    return Cidr.join(Stream.of(blocks).map(Cidr::parse).toList()).stream()
        .map(Cidr::toString)
        .toList();
  }
}
