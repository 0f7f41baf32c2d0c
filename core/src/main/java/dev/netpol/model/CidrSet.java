// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Blocks to look addresses up in: one question a prefix length, however many blocks there are. */
public final class CidrSet {
  private final Set<Cidr> blocks;
  private final Set<Integer> prefixes = new TreeSet<>();

  public CidrSet(Collection<Cidr> blocks) {
    this.blocks = new HashSet<>(blocks);
    blocks.forEach(block -> prefixes.add(block.prefix()));
  }

  /** Whether one of the blocks holds the address. */
  public boolean contains(IpAddress address) {
    for (int prefix : prefixes) {
      if (prefix <= address.bits() && blocks.contains(new Cidr(address, prefix))) {
        return true;
      }
    }
    return false;
  }
}
