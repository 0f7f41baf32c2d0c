// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.model.ContainerPort;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Pod;
import dev.netpol.policy.Party;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Pods that no policy tells apart, but for the node that runs them: whatever one may open or
 * accept, the others may.
 *
 * @param number counted from 0
 * @param node whether they are their nodes to the network
 * @param senders one of them for each address family, or once without address
 * @param receivers the same as another pod: a pod and its twin are not the same pod
 */
record PodClass(int number, Pod pod, boolean node, List<Party> senders, List<Party> receivers) {

  /**
   * All that the policies look at of a pod.
   *
   * @param labels those whose keys a selector has
   * @param named the ports whose names a rule has
   * @param v4 which ipBlocks hold its IPv4 address, as a number; missing where it has none
   */
  record Traits(
      String namespace,
      Labels labels,
      boolean hostNetwork,
      Set<ContainerPort> named,
      Optional<Integer> v4,
      Optional<Integer> v6) {}

  static PodClass of(int number, Pod pod, boolean node) {
    return new PodClass(
        number,
        pod,
        node,
        Population.parties(as("sender", pod)),
        Population.parties(as("receiver", pod)));
  }

  /** Without the node's name: what it may do because of that is not the class's. */
  private static Pod as(String name, Pod pod) {
    return new Pod(
        pod.namespace(), name, pod.labels(), pod.addresses(), pod.hostNetwork(), "", pod.ports());
  }

  /** The one of that family, or the one without address. */
  static Optional<Party> ofFamily(boolean v4, List<Party> parties) {
    return parties.stream().filter(it -> it.ip().map(IpAddress::isV4).orElse(v4) == v4).findFirst();
  }
}
