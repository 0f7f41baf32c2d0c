// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PortSetTest {

  @Test
  void reads_as_people_write_ports() {
    PortSet ports =
        PortSet.of(Protocol.UDP, 53)
            .union(PortSet.of(Protocol.TCP, new PortRange(8000, 8080)))
            .union(PortSet.of(Protocol.TCP, 80));
    assertThat(ports).hasToString("TCP 80,8000-8080; UDP 53");
    assertThat(PortSet.ALL).hasToString("all");
    assertThat(PortSet.ALL.minus(PortSet.of(Protocol.TCP, 80))).hasToString("all but TCP 80");
    assertThat(PortSet.NONE).hasToString("none");
    assertThat(PortSet.of(Protocol.TCP, PortRange.ALL)).hasToString("TCP 1-65535");
  }

  @Test
  void adjacent_ranges_become_one() {
    PortSet ports =
        PortSet.of(Protocol.TCP, new PortRange(1, 79))
            .union(PortSet.of(Protocol.TCP, new PortRange(81, 65535)));
    assertThat(ports.ranges(Protocol.TCP)).hasSize(2);
    assertThat(ports.union(PortSet.of(Protocol.TCP, 80)))
        .isEqualTo(PortSet.of(Protocol.TCP, PortRange.ALL));
  }

  @Test
  void all_ports_of_all_protocols_are_all() {
    PortSet ports = PortSet.NONE;
    for (Protocol protocol : Protocol.values()) {
      assertThat(ports.isAll()).isFalse();
      ports = ports.union(PortSet.of(protocol, PortRange.ALL));
    }
    assertThat(ports).isEqualTo(PortSet.ALL).hasSameHashCodeAs(PortSet.ALL);
    assertThat(ports.isAll()).isTrue();
  }
}
