// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import com.google.common.collect.Iterables;
import dev.netpol.model.Cidr;
import dev.netpol.model.CidrSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What rules say that can tell pods of the same labels apart: addresses, and ports by name. */
final class Particulars {

  private final CidrSet blocks;
  private final boolean namesPorts;

  Particulars(Collection<Compiled> policies) {
    List<Cidr> cidrs = new ArrayList<>();
    boolean names = false;
    for (Compiled policy : policies) {
      for (Rule rule : Iterables.concat(policy.policy().ingress(), policy.policy().egress())) {
        for (Peer peer : rule.peers()) {
          if (peer instanceof Peer.IpBlock block) {
            cidrs.add(block.cidr());
          }
        }
        names |= rule.ports().stream().anyMatch(Port.Named.class::isInstance);
      }
    }
    this.blocks = new CidrSet(cidrs);
    this.namesPorts = names;
  }

  /** Whether any of it may hold for this pod and not for others of its labels. */
  boolean concern(Party.PodParty party) {
    return (party.ip().isPresent() && blocks.contains(party.ip().get()))
        || (namesPorts && !party.pod().ports().isEmpty());
  }
}
