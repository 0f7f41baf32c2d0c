// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.policy.Peer;
import dev.netpol.policy.Port;
import dev.netpol.policy.Rule;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

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

  /** By what they say; mostly they are the same one, and need not be written out for it. */
  private static int compareText(Object left, Object right) {
    return left.equals(right) ? 0 : left.toString().compareTo(right.toString());
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
