// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Cidr;
import dev.netpol.model.CidrSet;
import dev.netpol.model.IpAddress;
import dev.netpol.model.LabelSelector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * A peer, or several that one question answers, compiled. What can be written, with {@code -} for a
 * selector that is left out:
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

  /** What matches, one or the other, all that one of the peers does. */
  static List<PeerMatcher> compile(
      Collection<Peer> peers, String policyNamespace, Selectors selectors, Modes modes) {
    boolean alsoOfPods = modes.ipBlock() == Modes.IpBlocks.MATCH_PODS;
    List<PeerMatcher> compiled = new ArrayList<>();
    List<Cidr> whole = new ArrayList<>();
    for (Peer peer : peers) {
      if (peer instanceof Peer.Pods pods) {
        compiled.add(compile(pods, policyNamespace, selectors));
      } else if (peer instanceof Peer.IpBlock block && block.except().isEmpty()) {
        whole.add(block.cidr());
      } else if (peer instanceof Peer.IpBlock block) {
        compiled.add(new Addresses(block::contains, alsoOfPods));
      }
    }
    if (!whole.isEmpty()) {
      // Together: the clients of a public port are thousands, and each is asked for.
      compiled.add(new Addresses(new CidrSet(whole)::contains, alsoOfPods));
    }
    return compiled;
  }

  private static PeerMatcher compile(Peer.Pods pods, String policyNamespace, Selectors selectors) {
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
  record Addresses(Predicate<IpAddress> blocks, boolean alsoOfPods) implements PeerMatcher {
    @Override
    public boolean matches(Seen other) {
      return other.ip() != null && (alsoOfPods || other.pod() == null) && blocks.test(other.ip());
    }
  }
}
