// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.model.ContainerPort;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Pod;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Party;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Numbers pods so that no policy tells apart those of one number while they talk to pods: what is
 * true of one replica need not be asked again of the next. Which node runs a pod matters to nodes
 * only, so these, and whatever else is no pod, have no number.
 */
final class Likeness {

  /** Of what is like nobody else. */
  static final int NONE = -1;

  private record Traits(
      String namespace,
      Labels labels,
      Set<ContainerPort> ports,
      boolean placed,
      boolean v4,
      int blocks) {}

  private final Membership membership;
  private final Map<Traits, Integer> numbers = new HashMap<>();

  Likeness(Collection<NetworkPolicy> policies) {
    this.membership = new Membership(Inhabitants.blocks(policies).toList());
  }

  synchronized List<Integer> of(List<Party> parties) {
    return parties.stream().map(this::of).toList();
  }

  private int of(Party party) {
    if (!(party instanceof Party.PodParty it) || it.pod().hostNetwork()) {
      return NONE;
    }
    Pod pod = it.pod();
    IpAddress ip = it.ip().orElse(null);
    Traits traits =
        new Traits(
            pod.namespace(),
            pod.labels(),
            Set.copyOf(pod.ports()),
            ip != null,
            ip != null && ip.isV4(),
            ip == null ? 0 : membership.of(ip));
    return numbers.computeIfAbsent(traits, key -> numbers.size());
  }
}
