// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.capture.NetworkAddresses.Network;
import dev.netpol.model.IpAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkAddressesTest {
  private static final Network POD = new Network(7, "uid");

  @TempDir Path proc;

  @Test
  void reads_the_addresses_of_a_process() throws Exception {
    Path net = Files.createDirectories(proc.resolve("42/net"));
    Files.writeString(
        net.resolve("fib_trie"),
        """
        Main:
          +-- 0.0.0.0/0 3 0 5
             |-- 0.0.0.0
                /0 universe UNICAST
             |-- 127.0.0.1
                /32 host LOCAL
             |-- 10.47.22.5
                /32 host LOCAL
             |-- 10.47.22.255
                /32 link BROADCAST
        """);
    Files.writeString(
        net.resolve("if_inet6"),
        """
        fd000000000000000000000000000002 04 40 00 82     eth0
        fe8000000000000000fc00fffe000001 04 40 20 80     eth0
        00000000000000000000000000000001 01 80 10 80       lo
        """);
    NetworkAddresses addresses = new NetworkAddresses(proc);

    addresses.read(POD, 42);

    assertThat(addresses.of(POD, true)).contains(IpAddress.parse("10.47.22.5"));
    assertThat(addresses.of(POD, false)).contains(IpAddress.parse("fd00::2"));
    assertThat(addresses.of(new Network(7, "another"), true)).isEmpty();
  }

  @Test
  void between_two_addresses_none_is_chosen() {
    NetworkAddresses addresses = new NetworkAddresses(proc);
    addresses.seen(POD, IpAddress.parse("10.0.0.1"));
    assertThat(addresses.of(POD, true)).contains(IpAddress.parse("10.0.0.1"));
    addresses.seen(POD, IpAddress.parse("10.0.0.2"));
    assertThat(addresses.of(POD, true)).isEmpty();
  }

  @Test
  void a_process_that_is_gone_teaches_nothing() {
    NetworkAddresses addresses = new NetworkAddresses(proc);
    addresses.read(POD, 43);
    assertThat(addresses.knows(POD, true)).isFalse();
  }
}
