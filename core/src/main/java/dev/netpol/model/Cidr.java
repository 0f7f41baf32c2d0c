// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A block of addresses of one family. IPv4 and IPv6 blocks are disjoint: {@code 0.0.0.0/0} holds no
 * IPv6 address and {@code ::/0} no IPv4 address.
 *
 * @param network the first address of the block
 * @param prefix the number of leading bits that are fixed, 0-32 for IPv4 and 0-128 for IPv6
 */
public record Cidr(IpAddress network, int prefix) implements Comparable<Cidr> {

  public static final Cidr ALL_V4 = new Cidr(IpAddress.ofV4(0), 0);
  public static final Cidr ALL_V6 = new Cidr(new IpAddress(0, 0), 0);

  /** Clears the host bits of {@code network}. */
  public Cidr {
    if (prefix < 0 || prefix > network.bits()) {
      throw new IllegalArgumentException(
          "a prefix of "
              + network
              + " should be between 0 and "
              + network.bits()
              + ": was "
              + prefix);
    }
    network = masked(network, prefix);
  }

  /**
   * Reads {@code address/prefix}; host bits are allowed and cleared.
   *
   * @throws IllegalArgumentException if {@code text} is not a CIDR
   */
  public static Cidr parse(String text) {
    return tryParse(text)
        .orElseThrow(
            () -> new IllegalArgumentException("not a CIDR such as 10.0.0.0/8: \"" + text + "\""));
  }

  /** The block that {@code text} spells, or empty. */
  public static Optional<Cidr> tryParse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("0|[1-9][0-9]{0,2}")) {
      return Optional.empty();
    }
    int length = Integer.parseInt(text.substring(slash + 1));
    Optional<IpAddress> address = IpAddress.tryParse(text.substring(0, slash));
    if (address.isEmpty()) {
      return Optional.empty();
    }
    boolean mapped = address.get().isV4() && text.indexOf(':') >= 0;
    int prefix = mapped ? length - 96 : length;
    return prefix < 0 || prefix > address.get().bits()
        ? Optional.empty()
        : Optional.of(new Cidr(address.get(), prefix));
  }

  /** The block of this one address: /32 or /128. */
  public static Cidr of(IpAddress address) {
    return new Cidr(address, address.bits());
  }

  /** Whether the block is of IPv4 addresses. */
  public boolean isV4() {
    return network.isV4();
  }

  /** Whether the address is in the block. */
  public boolean contains(IpAddress address) {
    return address.isV4() == isV4() && masked(address, prefix).equals(network);
  }

  /** Whether every address of {@code other} is in this block. */
  public boolean contains(Cidr other) {
    return prefix <= other.prefix && contains(other.network);
  }

  /** Whether the blocks share an address. */
  public boolean overlaps(Cidr other) {
    return contains(other) || other.contains(this);
  }

  /** The last address of the block. */
  public IpAddress last() {
    int host = network.bits() - prefix;
    return new IpAddress(
        host > 64 ? network.high() | ones(host - 64) : network.high(),
        network.low() | ones(Math.min(host, 64)));
  }

  /** The fewest blocks that hold exactly the addresses of {@code blocks}, sorted. Adds nothing. */
  public static List<Cidr> join(Collection<Cidr> blocks) {
    // One family at a time: by number, IPv4 stands in the middle of IPv6.
    TreeSet<Cidr> joined = new TreeSet<>();
    for (boolean v4 : new boolean[] {true, false}) {
      joined.addAll(
          joinFamily(blocks.stream().filter(block -> block.isV4() == v4).sorted().toList()));
    }
    return List.copyOf(joined);
  }

  private static List<Cidr> joinFamily(List<Cidr> sorted) {
    List<Cidr> joined = new ArrayList<>();
    for (Cidr block : sorted) {
      if (!joined.isEmpty() && joined.get(joined.size() - 1).contains(block)) {
        continue;
      }
      joined.add(block);
      while (joined.size() > 1) {
        Cidr right = joined.get(joined.size() - 1);
        Cidr left = joined.get(joined.size() - 2);
        if (right.prefix != left.prefix || right.prefix == 0) {
          break;
        }
        Cidr parent = new Cidr(left.network, left.prefix - 1);
        if (!parent.contains(right)) {
          break;
        }
        joined.remove(joined.size() - 1);
        joined.set(joined.size() - 1, parent);
      }
    }
    return joined;
  }

  private static IpAddress masked(IpAddress address, int prefix) {
    int host = address.bits() - prefix;
    return new IpAddress(
        host > 64 ? address.high() & ~ones(host - 64) : address.high(),
        address.low() & ~ones(Math.min(host, 64)));
  }

  private static long ones(int count) {
    return count >= 64 ? -1L : (1L << count) - 1;
  }

  // By hand, as elsewhere in this package what is a key of tables.
  @Override
  public boolean equals(Object other) {
    return other instanceof Cidr it && prefix == it.prefix && network.equals(it.network);
  }

  @Override
  public int hashCode() {
    return 31 * network.hashCode() + prefix;
  }

  /** By first address, wider blocks first. */
  @Override
  public int compareTo(Cidr other) {
    int order = network.compareTo(other.network);
    if (order != 0) {
      return order;
    }
    return Integer.compare(prefix, other.prefix);
  }

  @Override
  public String toString() {
    return network + "/" + prefix;
  }
}
