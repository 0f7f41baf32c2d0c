// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.model.LabelSelector;
import dev.netpol.policy.Peer;
import dev.netpol.policy.Port;
import dev.netpol.policy.Rule;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The order in which peers, ports and rules are written. */
final class PeerOrder {

  /** Pods of the same namespace, then of others, then addresses. */
  static final Comparator<Peer> PEERS =
      Comparator.comparingInt(PeerOrder::rank).thenComparing(PeerOrder::compareAlike);

  /** By protocol; all ports first, then by number. */
  static final Comparator<Port> PORTS =
      Comparator.comparing(Port::protocol)
          .thenComparingInt(port -> port instanceof Port.Numbered ? 1 : 0)
          .thenComparingInt(port -> port instanceof Port.Numbered it ? it.ports().first() : 0)
          .thenComparingInt(port -> port instanceof Port.Numbered it ? it.ports().last() : 0);

  static final Comparator<Rule> RULES =
      Comparator.comparing(Rule::peers, lists(PEERS)).thenComparing(Rule::ports, lists(PORTS));

  private PeerOrder() {}

  private static int rank(Peer peer) {
    if (peer instanceof Peer.Pods pods) {
      return pods.namespaceSelector().isPresent() ? 1 : 0;
    }
    return 2;
  }

  private static int compareAlike(Peer left, Peer right) {
    if (left instanceof Peer.IpBlock one && right instanceof Peer.IpBlock other) {
      int family = Boolean.compare(!one.cidr().isV4(), !other.cidr().isV4());
      return family != 0 ? family : one.cidr().compareTo(other.cidr());
    }
    if (left instanceof Peer.Pods one && right instanceof Peer.Pods other) {
      int order = compareText(one.namespaceSelector(), other.namespaceSelector());
      return order != 0 ? order : compareText(one.podSelector(), other.podSelector());
    }
    throw new AssertionError("peers of one rank are alike");
  }

  /** By what they say, which is seldom written out for it: they are the same or soon differ. */
  private static int compareText(Optional<LabelSelector> left, Optional<LabelSelector> right) {
    if (left.equals(right)) {
      return 0;
    }
    int order = left.isPresent() && right.isPresent() ? compareStart(left.get(), right.get()) : 0;
    return order != 0 ? order : left.toString().compareTo(right.toString());
  }

  /** By the texts of their first labels; 0 where these do not tell. */
  private static int compareStart(LabelSelector left, LabelSelector right) {
    if (left.matchLabels().isEmpty() || right.matchLabels().isEmpty()) {
      return 0;
    }
    Map.Entry<String, String> one = left.matchLabels().asMap().entrySet().iterator().next();
    Map.Entry<String, String> other = right.matchLabels().asMap().entrySet().iterator().next();
    return one.getKey().equals(other.getKey())
        ? compareStart(one.getValue(), other.getValue())
        : compareStart(one.getKey(), other.getKey());
  }

  /** Where one begins with the other, what follows decides. */
  private static int compareStart(String left, String right) {
    return left.startsWith(right) || right.startsWith(left) ? 0 : left.compareTo(right);
  }

  private static <T> Comparator<List<T>> lists(Comparator<T> elements) {
    return (left, right) -> {
      Iterator<T> others = right.iterator();
      for (T element : left) {
        if (!others.hasNext()) {
          return 1;
        }
        int order = elements.compare(element, others.next());
        if (order != 0) {
          return order;
        }
      }
      return others.hasNext() ? -1 : 0;
    };
  }
}
