// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.model.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which addresses a network namespace has: that is where the packets of a socket come from that is
 * bound to none. Read from {@code /proc/PID/net} of a process in it, and learned from connections
 * that name their address. An inode is used again, hence the pod belongs to the key.
 */
final class NetworkAddresses {
  /** A namespace of the network as long as that pod has it; the uid is empty for the host. */
  record Network(int netns, String podUid) {}

  private final Path proc;
  private final Map<Network, Set<IpAddress>> known = new HashMap<>();

  NetworkAddresses(Path proc) {
    this.proc = proc;
  }

  /** A connection of that namespace had this address at its own end. */
  void seen(Network network, IpAddress own) {
    if (!own.isLoopback() && !own.isUnspecified() && !own.isMulticast()) {
      known.computeIfAbsent(network, key -> new LinkedHashSet<>()).add(own);
    }
  }

  /** Whether an address of the family is known, so that nothing need be read. */
  boolean knows(Network network, boolean v4) {
    return any(network, v4).isPresent();
  }

  /** Reads the addresses of a process; of one that is gone nothing is learned. */
  void read(Network network, int pid) {
    Path net = proc.resolve(Integer.toString(pid)).resolve("net");
    try {
      routes(Files.readAllLines(net.resolve("fib_trie"))).forEach(own -> seen(network, own));
    } catch (IOException e) {
      return; // gone; without it the address stays unknown
    }
    try {
      interfaces(Files.readAllLines(net.resolve("if_inet6"))).forEach(own -> seen(network, own));
    } catch (IOException e) {
      return; // no IPv6 there
    }
  }

  /** The address of that family, if there is exactly one: between several only the kernel knows. */
  Optional<IpAddress> of(Network network, boolean v4) {
    List<IpAddress> all = all(network, v4);
    return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
  }

  private Optional<IpAddress> any(Network network, boolean v4) {
    return all(network, v4).stream().findFirst();
  }

  private List<IpAddress> all(Network network, boolean v4) {
    return known.getOrDefault(network, Set.of()).stream()
        .filter(address -> address.isV4() == v4 && !address.isLinkLocal())
        .toList();
  }

  /** Leaves of {@code fib_trie} that are followed by {@code /32 host LOCAL}. */
  static Set<IpAddress> routes(List<String> lines) {
    Set<IpAddress> own = new LinkedHashSet<>();
    String leaf = "";
    for (String line : lines) {
      String text = line.strip();
      if (text.startsWith("|-- ")) {
        leaf = text.substring(4);
      } else if (text.equals("/32 host LOCAL")) {
        IpAddress.tryParse(leaf).ifPresent(own::add);
      }
    }
    return own;
  }

  /** {@code if_inet6}: address, index, prefix, scope (00 is global), flags, name. */
  static Set<IpAddress> interfaces(List<String> lines) {
    Set<IpAddress> own = new LinkedHashSet<>();
    for (String line : lines) {
      String[] fields = line.strip().split("\\s+", -1);
      if (fields.length == 6 && fields[0].length() == 32 && fields[3].equals("00")) {
        own.add(IpAddress.ofBytes(HexFormat.of().parseHex(fields[0])));
      }
    }
    return own;
  }
}
