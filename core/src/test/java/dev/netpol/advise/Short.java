// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.policy.Peer;
import dev.netpol.policy.Port;
import dev.netpol.policy.Rule;

/** A rule as a test reads best: {@code app=web b:app=db 1.1.1.1/32 :TCP/80,443 UDP}. */
final class Short {

  private Short() {}

  static String of(Rule rule) {
    StringBuilder text = new StringBuilder();
    rule.peers().forEach(peer -> text.append(' ').append(of(peer)));
    if (rule.peers().isEmpty()) {
      text.append(" anyone");
    }
    rule.ports().forEach(port -> text.append(" :").append(of(port)));
    return text.toString();
  }

  private static String of(Peer peer) {
    if (peer instanceof Peer.IpBlock block) {
      return block.cidr().toString();
    }
    Peer.Pods pods = (Peer.Pods) peer;
    return pods.namespaceSelector()
            .map(
                selector ->
                    selector.matchLabels().value(PeerFinder.NAMESPACE_NAME).orElse("*") + "/")
            .orElse("")
        + pods.podSelector().map(Object::toString).orElse("*");
  }

  private static String of(Port port) {
    return port.protocol() + (port instanceof Port.Numbered numbered ? "/" + numbered.ports() : "");
  }
}
