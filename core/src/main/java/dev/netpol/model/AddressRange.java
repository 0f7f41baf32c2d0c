// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Addresses of one family from {@code first} to {@code last}, both included.
 *
 * @param last of the same family, not less than {@code first}
 */
public record AddressRange(IpAddress first, IpAddress last) implements Comparable<AddressRange> {

  public AddressRange {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(last, "last");
    if (first.isV4() != last.isV4() || first.compareTo(last) > 0) {
      throw new IllegalArgumentException(
          "an address range should ascend in one family: was " + first + "-" + last);
    }
  }

  public static AddressRange of(Cidr block) {
    return new AddressRange(block.network(), block.last());
  }

  public boolean isV4() {
    return first.isV4();
  }

  public boolean contains(IpAddress address) {
    return address.isV4() == isV4()
        && first.compareTo(address) <= 0
        && address.compareTo(last) <= 0;
  }

  /** The fewest blocks that hold exactly these addresses, ascending. */
  public List<Cidr> cidrs() {
    List<Cidr> blocks = new ArrayList<>();
    Optional<IpAddress> at = Optional.of(first);
    while (at.isPresent() && at.get().compareTo(last) <= 0) {
      Cidr block = widest(at.get());
      blocks.add(block);
      at = block.last().next();
    }
    return List.copyOf(blocks);
  }

  /** The widest block that starts there and does not pass the end. */
  private Cidr widest(IpAddress start) {
    Cidr block = Cidr.of(start);
    while (block.prefix() > 0) {
      Cidr wider = new Cidr(start, block.prefix() - 1);
      if (!wider.network().equals(start) || wider.last().compareTo(last) > 0) {
        break;
      }
      block = wider;
    }
    return block;
  }

  /** IPv4 before IPv6, then by number. */
  @Override
  public int compareTo(AddressRange other) {
    if (isV4() != other.isV4()) {
      return isV4() ? -1 : 1;
    }
    int order = first.compareTo(other.first);
    return order != 0 ? order : last.compareTo(other.last);
  }

  /** A block if it is one, else {@code first-last}. */
  @Override
  public String toString() {
    List<Cidr> blocks = cidrs();
    return blocks.size() == 1 ? blocks.get(0).toString() : first + "-" + last;
  }
}
