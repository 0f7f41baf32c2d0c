// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Cidr;
import dev.netpol.model.IpAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Blocks to look addresses up in: one question a prefix length, however many blocks there are. */
final class CidrSet {
  private final Set<Cidr> blocks;
  private final Set<Integer> prefixes = new TreeSet<>();

  CidrSet(Collection<Cidr> blocks) {
    this.blocks = new HashSet<>(blocks);
    blocks.forEach(block -> prefixes.add(block.prefix()));
  }

  boolean contains(IpAddress address) {
    for (int prefix : prefixes) {
      if (prefix <= address.bits() && blocks.contains(new Cidr(address, prefix))) {
        return true;
      }
    }
    return false;
  }
}
