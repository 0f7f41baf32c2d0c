// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.flow.Flow;
import dev.netpol.model.Cidr;
import dev.netpol.model.CidrSet;
import dev.netpol.model.IpAddress;
import dev.netpol.policy.Peer;
import dev.netpol.policy.Rule;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How many addresses the ipBlocks of a rule admit.
 *
 * @param seen those that were seen
 * @param beyond those that were not
 */
record Addresses(int seen, BigInteger beyond) {

  /** {@code 12 addresses more}. */
  String more() {
    return beyond + (beyond.equals(BigInteger.ONE) ? " address more" : " addresses more");
  }

  static Addresses of(Rule rule, Collection<Flow> flows) {
    List<Cidr> blocks =
        rule.peers().stream()
            .filter(Peer.IpBlock.class::isInstance)
            .map(peer -> ((Peer.IpBlock) peer).cidr())
            .toList();
    BigInteger admitted =
        Cidr.join(blocks).stream()
            .map(block -> BigInteger.ONE.shiftLeft(block.network().bits() - block.prefix()))
            .reduce(BigInteger.ZERO, BigInteger::add);
    Set<IpAddress> seen = new TreeSet<>();
    for (Flow flow : flows) {
      PeerFinder.address(flow.connection().from()).ifPresent(seen::add);
      PeerFinder.address(flow.connection().to()).ifPresent(seen::add);
    }
    CidrSet among = new CidrSet(blocks);
    seen.removeIf(address -> !among.contains(address));
    return new Addresses(seen.size(), admitted.subtract(BigInteger.valueOf(seen.size())));
  }
}
