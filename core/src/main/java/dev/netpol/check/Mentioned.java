// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.model.ContainerPort;
import dev.netpol.model.Direction;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.LabelSelector.Requirement;
import dev.netpol.model.Labels;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Peer;
import dev.netpol.policy.Port;
import dev.netpol.policy.Rule;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The labels and port names that some policies look at. Pods that differ in others, as each pod of
 * a StatefulSet does, are alike to them.
 */
record Mentioned(Set<String> keys, Set<String> ports) {

  static Mentioned by(Collection<NetworkPolicy> policies) {
    Mentioned all = new Mentioned(new HashSet<>(), new HashSet<>());
    for (NetworkPolicy policy : policies) {
      all.add(policy.podSelector());
      for (Direction direction : Direction.values()) {
        policy.rules(direction).forEach(all::add);
      }
    }
    return all;
  }

  private void add(Rule rule) {
    for (Peer peer : rule.peers()) {
      if (peer instanceof Peer.Pods pods) {
        pods.podSelector().ifPresent(this::add);
      }
    }
    for (Port port : rule.ports()) {
      if (port instanceof Port.Named named) {
        ports.add(named.name());
      }
    }
  }

  private void add(LabelSelector selector) {
    keys.addAll(selector.matchLabels().asMap().keySet());
    selector.matchExpressions().stream().map(Requirement::key).forEach(keys::add);
  }

  Labels of(Labels labels) {
    return labels.without(key -> !keys.contains(key));
  }

  Set<ContainerPort> of(List<ContainerPort> declared) {
    return declared.stream().filter(it -> ports.contains(it.name())).collect(Collectors.toSet());
  }
}
