// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Protocol;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTextTest {

  @Test
  void reads_a_workload_a_kind_and_one_address_of_a_pod() {
    assertThat(EndpointName.parse("dev/web"))
        .isEqualTo(new EndpointName.Pods("dev", Optional.empty(), "web", Optional.empty()));
    assertThat(EndpointName.parse("dev/Deployment/web"))
        .isEqualTo(
            new EndpointName.Pods("dev", Optional.of("Deployment"), "web", Optional.empty()));
    assertThat(EndpointName.parse("dev/web-0@[fd00::1]"))
        .isEqualTo(
            new EndpointName.Pods(
                "dev", Optional.empty(), "web-0", Optional.of(IpAddress.parse("fd00::1"))));
  }

  @Test
  void reads_addresses() {
    assertThat(EndpointName.parse("10.0.0.1"))
        .isEqualTo(new EndpointName.Address(IpAddress.parse("10.0.0.1")));
    assertThat(EndpointName.parse("[2001:db8::1]"))
        .isEqualTo(new EndpointName.Address(IpAddress.parse("2001:db8::1")));
  }

  @Test
  void reads_ports_with_tcp_as_the_default() {
    assertThat(Question.of("a/b", "c/d:80").port()).isEqualTo(new PortName(Protocol.TCP, "", 80));
    assertThat(Question.of("a/b", "[fd00::1]:53/udp").port())
        .isEqualTo(new PortName(Protocol.UDP, "", 53));
    assertThat(Question.of("a/b", "c/Pod/d@10.0.0.1:dns-tcp/TCP").port())
        .isEqualTo(new PortName(Protocol.TCP, "dns-tcp", 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b -> c/d:80/TCP",
        "a/Pod/b@10.0.0.1 -> [fd00::1]:53/UDP",
        "10.0.0.1 -> a/b@[fd00::1]:http/SCTP"
      })
  void writes_what_it_reads(String text) {
    assertThat(Question.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "web | a pod or workload has its namespace before it",
        "fd00::1 | put an IPv6 address in brackets: [fd00::1]",
        "[10.0.0.1] | an IPv4 address stands without brackets",
        "10.0.0.0/8 | write namespace/name",
        "dev/web@host | it is no address",
        "dev/a/b/c | write namespace/name",
        "dev/ | write namespace/name",
        "Dev/web | write namespace/name",
        "10.0.0.256 | it is no address",
        "'' | is missing"
      })
  void says_what_would_be_an_end(String text, String hint) {
    assertThatThrownBy(() -> EndpointName.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(hint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dev/web | it has no port",
        "[fd00::1] | it has no port",
        "dev/web:0 | from 1 to 65535",
        "dev/web:65536 | from 1 to 65535",
        "dev/web:999999999999 | from 1 to 65535",
        "dev/web:80/ICMP | TCP, UDP and SCTP",
        "dev/web: | from 1 to 65535",
        "dev/web:-80 | from 1 to 65535",
        "dev/web:a-name-too-long-for-it | from 1 to 65535"
      })
  void says_what_would_be_a_port(String text, String hint) {
    assertThatThrownBy(() -> Question.of("a/b", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(hint);
  }

  @Test
  void a_connection_needs_both_ends() {
    assertThatThrownBy(() -> Question.parse("dev/web:80"))
        .hasMessageContaining("write FROM -> TO:PORT");
  }
}
