// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.model.Cidr;
import dev.netpol.model.Protocol;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What the kernel program is told when it is loaded. Pods are chosen afterwards, as they become
 * known: {@link EventSource#choose}.
 *
 * @param cgroups where the cgroup2 hierarchy is mounted
 * @param aggregate whether repeats are counted in the kernel, to be fetched by {@link
 *     EventSource#folded}, instead of being reported one by one
 * @param ringBytes size of the ring buffer, a power of two of at least a page
 * @param mapEntries how many connects in progress, and how many different connections, are kept;
 *     four times as many peers of UDP sockets
 * @param protocols TCP, UDP or both
 * @param cidrs only peers in one of these are reported; none: all
 * @param excludeCidrs peers in these are not
 * @param udpMillis after so long a conversation over UDP is forgotten, and the next packet begins
 *     one; after a quarter of it where nobody answered. As long as conntrack remembers, policies do
 * @param processes whether starts and ends of processes are reported
 * @param mayRunFirst whether to ask the kernel to run our programs before those of load balancers;
 *     otherwise, and where it does not know of that (before 6.15), they are attached further down
 * @param hooks for TCP, the first that the kernel takes; the best first
 */
record KernelOptions(
    Path cgroups,
    boolean aggregate,
    int ringBytes,
    int mapEntries,
    Set<Protocol> protocols,
    List<Cidr> cidrs,
    List<Cidr> excludeCidrs,
    int udpMillis,
    boolean processes,
    boolean mayRunFirst,
    List<String> hooks) {

  KernelOptions {
    if (Integer.bitCount(ringBytes) != 1 || ringBytes < 4096) {
      throw new IllegalArgumentException(
          "the size of a ring buffer should be a power of two from 4096: was " + ringBytes);
    }
    if (mapEntries < 1 || mapEntries > 1 << 24) {
      throw new IllegalArgumentException("map entries should be 1 to 2^24: was " + mapEntries);
    }
    protocols = Set.copyOf(protocols);
    if (protocols.isEmpty() || protocols.contains(Protocol.SCTP)) {
      throw new IllegalArgumentException("TCP and UDP can be captured: was " + protocols);
    }
    cidrs = List.copyOf(cidrs);
    excludeCidrs = List.copyOf(excludeCidrs);
    hooks = List.copyOf(hooks);
  }

  /** All of TCP and UDP, one by one, in the hierarchy mounted there. */
  static Builder in(Path cgroups) {
    return new Builder(cgroups);
  }

  /** Fills in what differs from the usual. */
  static final class Builder {
    private final Path cgroups;
    private boolean aggregate;
    private int ringBytes = 8 << 20;
    private int mapEntries = 65_536;
    private Set<Protocol> protocols = Set.of(Protocol.TCP, Protocol.UDP);
    private List<Cidr> cidrs = List.of();
    private List<Cidr> excludeCidrs = List.of();
    private int udpMillis = 120_000;
    private boolean processes;
    private boolean mayRunFirst = true;
    private List<String> hooks = Programs.TCP;

    private Builder(Path cgroups) {
      this.cgroups = cgroups;
    }

    Builder aggregate(boolean folds) {
      aggregate = folds;
      return this;
    }

    Builder ringBytes(int bytes) {
      ringBytes = bytes;
      return this;
    }

    Builder mapEntries(int entries) {
      mapEntries = entries;
      return this;
    }

    Builder protocols(Set<Protocol> only) {
      protocols = only;
      return this;
    }

    Builder cidrs(List<Cidr> only) {
      cidrs = only;
      return this;
    }

    Builder excludeCidrs(List<Cidr> not) {
      excludeCidrs = not;
      return this;
    }

    Builder udpMillis(int forgotten) {
      udpMillis = forgotten;
      return this;
    }

    Builder processes(boolean too) {
      processes = too;
      return this;
    }

    Builder mayRunFirst(boolean may) {
      mayRunFirst = may;
      return this;
    }

    Builder hooks(List<String> sections) {
      hooks = sections;
      return this;
    }

    KernelOptions build() {
      return new KernelOptions(
          cgroups,
          aggregate,
          ringBytes,
          mapEntries,
          protocols,
          cidrs,
          excludeCidrs,
          udpMillis,
          processes,
          mayRunFirst,
          hooks);
    }
  }
}
