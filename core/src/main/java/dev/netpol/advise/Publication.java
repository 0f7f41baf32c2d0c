// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.cluster.ClusterService;
import dev.netpol.model.Cidr;
import dev.netpol.model.Endpoint;
import dev.netpol.model.External;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * For whom Services publish a port.
 *
 * @param services each with what limits it
 * @param clients the fewest blocks
 */
record Publication(SortedSet<String> services, List<Cidr> clients) {

  private static final List<Cidr> EVERYONE = Cidr.join(List.of(Cidr.ALL_V4, Cidr.ALL_V6));

  static Publication by(Collection<ClusterService> services) {
    SortedSet<String> names = new TreeSet<>();
    List<Cidr> clients = new ArrayList<>();
    for (ClusterService service : services) {
      boolean limited = !Cidr.join(service.clients()).equals(EVERYONE);
      names.add(service + (limited ? " for its loadBalancerSourceRanges" : ""));
      clients.addAll(service.clients());
    }
    return new Publication(names, Cidr.join(clients));
  }

  /**
   * Whether it is for this end: who is not known may be any address, but only if all are let in.
   */
  boolean isFor(Endpoint end) {
    return clients.equals(EVERYONE)
        || (end instanceof External it
            && clients.stream().anyMatch(block -> block.contains(it.address())));
  }
}
