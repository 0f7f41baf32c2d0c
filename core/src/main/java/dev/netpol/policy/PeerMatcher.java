// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.LabelSelector;

/**
 * A peer, compiled. What can be written, with {@code -} for a selector that is left out:
 *
 * <pre>
 * namespaceSelector  podSelector  ipBlock
 *        -               {}          -     all pods of the policy's namespace
 *        -             labels        -     those pods of the policy's namespace
 *       {}              - {}         -     all pods of all namespaces
 *       {}             labels        -     those pods of all namespaces
 *     labels            - {}         -     all pods of those namespaces
 *     labels           labels        -     those pods of those namespaces
 *        -                -         cidr   those addresses, of pods too unless the mode says no
 * </pre>
 */
sealed interface PeerMatcher {

  boolean matches(Seen other);

  static PeerMatcher compile(Peer peer, String policyNamespace, Selectors selectors, Modes modes) {
    if (peer instanceof Peer.IpBlock block) {
      return new Addresses(block, modes.ipBlock() == Modes.IpBlocks.MATCH_PODS);
    }
    Peer.Pods pods = (Peer.Pods) peer;
    Selectors.Numbered labels = selectors.of(pods.podSelector().orElse(LabelSelector.EVERYTHING));
    return pods.namespaceSelector().isPresent()
        ? new PodsOfNamespaces(selectors.of(pods.namespaceSelector().get()), labels)
        : new PodsOfNamespace(policyNamespace, labels);
  }

  /** Pods of the policy's own namespace. */
  record PodsOfNamespace(String namespace, Selectors.Numbered labels) implements PeerMatcher {
    @Override
    public boolean matches(Seen other) {
      PodGroup group = other.group();
      return group != null
          && group.namespace().name().equals(namespace)
          && group.labels().matchedBy(labels);
    }
  }

  /** Pods of the namespaces that a selector picks; the policy's own is one like any other. */
  record PodsOfNamespaces(Selectors.Numbered namespaces, Selectors.Numbered labels)
      implements PeerMatcher {
    @Override
    public boolean matches(Seen other) {
      PodGroup group = other.group();
      return group != null
          && group.namespace().matchedBy(namespaces)
          && group.labels().matchedBy(labels);
    }
  }

  /** Addresses. */
  record Addresses(Peer.IpBlock block, boolean alsoOfPods) implements PeerMatcher {
    @Override
    public boolean matches(Seen other) {
      return other.ip() != null
          && (alsoOfPods || other.pod() == null)
          && block.contains(other.ip());
    }
  }
}
