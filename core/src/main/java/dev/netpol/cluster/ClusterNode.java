// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Cidr;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;

/**
 * A node.
 *
 * @param addresses InternalIP first, then ExternalIP, in the order of the object
 * @param others bridge, tunnel and hostNetwork addresses, each with what it is, for example {@code
 *     projectcalico.org/IPv4IPIPTunnelAddr}
 */
public record ClusterNode(
    String name,
    Labels labels,
    List<IpAddress> addresses,
    SortedMap<IpAddress, String> others,
    List<Cidr> podCidrs) {

  public ClusterNode {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(labels, "labels");
    Objects.requireNonNull(others, "others");
    addresses = List.copyOf(addresses);
    podCidrs = List.copyOf(podCidrs);
  }

  @Override
  public String toString() {
    return name;
  }
}
