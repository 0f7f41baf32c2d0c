// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.model.IpAddress;
import dev.netpol.policy.Peer;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells addresses apart by the ipBlocks that hold them. */
final class Membership {

  private final List<Peer.IpBlock> blocks;
  private final Atoms v4;
  private final Atoms v6;
  private final Map<Integer, Integer> ofAtom = new HashMap<>();
  private final Map<BitSet, Integer> numbers = new HashMap<>();

  Membership(Collection<Peer.IpBlock> blocks) {
    this.blocks = blocks.stream().distinct().toList();
    this.v4 = Atoms.of(true, this.blocks);
    this.v6 = Atoms.of(false, this.blocks);
  }

  /** A number that addresses share if and only if the same blocks hold them. */
  int of(IpAddress address) {
    int atom = address.isV4() ? v4.indexOf(address) : -1 - v6.indexOf(address);
    return ofAtom.computeIfAbsent(atom, key -> number(address));
  }

  private int number(IpAddress address) {
    BitSet holding = new BitSet(blocks.size());
    for (int i = 0; i < blocks.size(); i++) {
      holding.set(i, blocks.get(i).contains(address));
    }
    return numbers.computeIfAbsent(holding, key -> numbers.size());
  }
}
