// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.model.Direction;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.LabelSelector.Operator;
import dev.netpol.model.LabelSelector.Requirement;
import dev.netpol.model.Labels;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Peer;
import dev.netpol.policy.Port;
import dev.netpol.policy.Rule;
import java.util.List;

/**
 * Whether one thing admits at least what another admits, whatever pods and namespaces there are.
 * {@code false} also where it cannot tell.
 */
final class Wider {

  /** The API server sets this label on every namespace. */
  private static final String NAME = "kubernetes.io/metadata.name";

  private Wider() {}

  static boolean than(LabelSelector wide, LabelSelector narrow) {
    if (wide.matchExpressions().isEmpty() && narrow.matchExpressions().isEmpty()) {
      return narrow.matchLabels().containsAll(wide.matchLabels());
    }
    return SelectorMeaning.of(narrow).implies(SelectorMeaning.of(wide));
  }

  /** Whether a policy isolates at least the pods that another isolates. */
  static boolean isolates(NetworkPolicy wide, NetworkPolicy narrow, Direction direction) {
    return wide.isolates(direction)
        && wide.namespace().equals(narrow.namespace())
        && than(wide.podSelector(), narrow.podSelector());
  }

  /** Of two rules for the same direction in policies of one namespace. */
  static boolean than(String namespace, Rule wide, Rule narrow) {
    return peers(namespace, wide, narrow) && ports(wide, narrow);
  }

  private static boolean peers(String namespace, Rule wide, Rule narrow) {
    if (wide.peers().isEmpty() || narrow.peers().isEmpty()) {
      return wide.peers().isEmpty();
    }
    return narrow.peers().stream()
        .allMatch(peer -> wide.peers().stream().anyMatch(it -> than(namespace, it, peer)));
  }

  /** Whether the ports of one rule are at least those of the other. */
  static boolean ports(Rule wide, Rule narrow) {
    if (wide.ports().isEmpty() || narrow.ports().isEmpty()) {
      return wide.ports().isEmpty();
    }
    return narrow.ports().stream()
        .allMatch(port -> wide.ports().stream().anyMatch(it -> than(it, port)));
  }

  static boolean than(Port wide, Port narrow) {
    if (wide.protocol() != narrow.protocol()) {
      return false;
    }
    if (wide instanceof Port.AnyPort || wide.equals(narrow)) {
      return true;
    }
    return wide instanceof Port.Numbered all
        && narrow instanceof Port.Numbered some
        && all.ports().first() <= some.ports().first()
        && some.ports().last() <= all.ports().last();
  }

  /** Of two peers in policies of one namespace. */
  static boolean than(String namespace, Peer wide, Peer narrow) {
    if (wide instanceof Peer.IpBlock all && narrow instanceof Peer.IpBlock some) {
      return all.cidr().contains(some.cidr())
          && all.except().stream()
              .allMatch(
                  hole ->
                      !hole.overlaps(some.cidr())
                          || some.except().stream().anyMatch(it -> it.contains(hole)));
    }
    return wide instanceof Peer.Pods all
        && narrow instanceof Peer.Pods some
        && than(namespaces(namespace, all), namespaces(namespace, some))
        && than(pods(all), pods(some));
  }

  private static LabelSelector pods(Peer.Pods peer) {
    return peer.podSelector().orElse(LabelSelector.EVERYTHING);
  }

  private static LabelSelector namespaces(String own, Peer.Pods peer) {
    return peer.namespaceSelector()
        .orElseGet(
            () ->
                new LabelSelector(
                    Labels.NONE, List.of(new Requirement(NAME, Operator.IN, List.of(own)))));
  }
}
