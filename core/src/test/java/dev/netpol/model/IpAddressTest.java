// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1",
    "255.255.255.255, 255.255.255.255",
    "::ffff:10.0.0.1, 10.0.0.1",
    "::FFFF:0a00:0001, 10.0.0.1",
    "2001:DB8::0:1, 2001:db8::1",
    "::, ::",
    "::1, ::1",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "64:ff9b::10.0.0.1, 64:ff9b::a00:1"
  })
  void reads_literals_and_prints_the_canonical_form(String text, String canonical) {
    assertThat(IpAddress.parse(text)).hasToString(canonical);
    assertThat(IpAddress.parse(canonical)).isEqualTo(IpAddress.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "10.0.0",
        "10.0.0.256",
        "010.0.0.1",
        "10.0.0.1/32",
        "1.2.3.4.5",
        "fe80::1%eth0",
        "::1::",
        "12345::",
        " 10.0.0.1",
        "0x7f.0.0.1",
        "١٠.0.0.1"
      })
  void refuses_what_is_no_literal(String text) {
    assertThat(IpAddress.tryParse(text)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IpAddress.parse(text))
        .withMessageContaining('"' + text + '"');
  }

  @Test
  void bytes_are_four_or_sixteen() {
    assertThat(IpAddress.ofBytes(new byte[] {10, 0, 0, (byte) 200})).hasToString("10.0.0.200");
    assertThatIllegalArgumentException().isThrownBy(() -> IpAddress.ofBytes(new byte[5]));
  }

  @Test
  void is_ordered_by_number() {
    assertThat(IpAddress.parse("9.0.0.1")).isLessThan(IpAddress.parse("10.0.0.1"));
    assertThat(IpAddress.parse("200.0.0.1")).isGreaterThan(IpAddress.parse("10.0.0.1"));
    assertThat(IpAddress.parse("ffff::")).isGreaterThan(IpAddress.parse("7fff::"));
    assertThat(IpAddress.parse("255.0.0.1")).isLessThan(IpAddress.parse("2001:db8::"));
  }

  @Property(tries = 300)
  void agrees_with_the_jdk_about_ipv6(@ForAll @Size(16) byte[] bytes) throws UnknownHostException {
    agrees(bytes);
  }

  @Property(tries = 300)
  void agrees_with_the_jdk_about_ipv4(@ForAll @Size(4) byte[] bytes) throws UnknownHostException {
    agrees(bytes);
  }

  private static void agrees(byte[] bytes) throws UnknownHostException {
    IpAddress ip = IpAddress.ofBytes(bytes);
    InetAddress jdk = InetAddress.getByAddress(bytes);
    assertThat(InetAddress.getByName(ip.toString())).isEqualTo(jdk);
    assertThat(IpAddress.parse(jdk.getHostAddress())).isEqualTo(ip);
    assertThat(ip.isLoopback()).isEqualTo(jdk.isLoopbackAddress());
    assertThat(ip.isUnspecified()).isEqualTo(jdk.isAnyLocalAddress());
    assertThat(ip.isLinkLocal()).isEqualTo(jdk.isLinkLocalAddress());
    boolean broadcast = ip.toString().equals("255.255.255.255");
    assertThat(ip.isMulticast()).isEqualTo(jdk.isMulticastAddress() || broadcast);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true, false, false, false, false",
    "127.255.0.9, true, false, false, false, false",
    "::1, true, false, false, false, false",
    "0.0.0.0, false, true, false, false, false",
    "::, false, true, false, false, false",
    "224.0.0.1, false, false, true, false, false",
    "239.255.255.255, false, false, true, false, false",
    "255.255.255.255, false, false, true, false, false",
    "ff02::1, false, false, true, false, false",
    "169.254.169.254, false, false, false, true, false",
    "fe80::1, false, false, false, true, false",
    "febf::1, false, false, false, true, false",
    "fec0::1, false, false, false, false, false",
    "10.9.9.9, false, false, false, false, true",
    "172.16.0.1, false, false, false, false, true",
    "172.31.255.255, false, false, false, false, true",
    "172.32.0.0, false, false, false, false, false",
    "192.168.1.1, false, false, false, false, true",
    "fd00::1, false, false, false, false, true",
    "fc00::1, false, false, false, false, true",
    "8.8.8.8, false, false, false, false, false",
    "2001:db8::1, false, false, false, false, false"
  })
  void knows_special_ranges(
      String text,
      boolean loopback,
      boolean unspecified,
      boolean multicast,
      boolean linkLocal,
      boolean isPrivate) {
    IpAddress ip = IpAddress.parse(text);
    assertThat(ip.isLoopback()).isEqualTo(loopback);
    assertThat(ip.isUnspecified()).isEqualTo(unspecified);
    assertThat(ip.isMulticast()).isEqualTo(multicast);
    assertThat(ip.isLinkLocal()).isEqualTo(linkLocal);
    assertThat(ip.isPrivate()).isEqualTo(isPrivate);
  }
}
