// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.model.AddressRange;
import dev.netpol.model.Cidr;
import dev.netpol.model.IpAddress;
import dev.netpol.policy.Peer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * All addresses of one family, cut wherever one of some ipBlocks begins or ends: no rule that uses
 * only these tells two addresses of one atom apart.
 *
 * @param ranges disjoint, ascending, without gaps
 */
record Atoms(List<AddressRange> ranges) {

  static Atoms of(boolean v4, Collection<Peer.IpBlock> blocks) {
    AddressRange whole = AddressRange.of(v4 ? Cidr.ALL_V4 : Cidr.ALL_V6);
    TreeSet<IpAddress> starts = new TreeSet<>(List.of(whole.first()));
    for (Peer.IpBlock block : blocks) {
      if (block.cidr().isV4() == v4) {
        cut(block.cidr(), starts);
        block.except().forEach(except -> cut(except, starts));
      }
    }
    List<AddressRange> ranges = new ArrayList<>(starts.size());
    IpAddress first = null;
    for (IpAddress start : starts) {
      if (first != null) {
        ranges.add(new AddressRange(first, start.previous().orElseThrow()));
      }
      first = start;
    }
    ranges.add(new AddressRange(starts.last(), whole.last()));
    return new Atoms(List.copyOf(ranges));
  }

  private static void cut(Cidr block, TreeSet<IpAddress> starts) {
    starts.add(block.network());
    block.last().next().ifPresent(starts::add);
  }

  /** The atom that holds an address of the family. */
  int indexOf(IpAddress address) {
    int low = 0;
    int high = ranges.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (ranges.get(middle).first().compareTo(address) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
