// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

import dev.netpol.model.Cidr;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.PortRange;
import dev.netpol.model.Position;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Peer;
import dev.netpol.policy.Port;
import dev.netpol.policy.RuleRef;

/** Rules and their parts in a few words. Not yet escaped. */
public final class RuleText {
  private RuleText() {}

  /** {@code shop/web egress[0] (policies.yaml:12)}. */
  public static String of(RuleRef rule) {
    return rule + at(rule.rule().at());
  }

  /** The place in brackets; nothing for what was made and not read. */
  public static String at(Position at) {
    return at.equals(NetworkPolicy.GENERATED)
        ? ""
        : " (" + Position.of(at.input(), at.line()) + ")";
  }

  public static String of(Peer peer) {
    if (peer instanceof Peer.IpBlock block) {
      String except = String.join(", ", block.except().stream().map(Cidr::toString).toList());
      return block.cidr() + (except.isEmpty() ? "" : " except " + except);
    }
    Peer.Pods pods = (Peer.Pods) peer;
    String which = pods.podSelector().map(RuleText::pods).orElse("all pods");
    return which
        + pods.namespaceSelector()
            .map(it -> it.isEverything() ? " of all namespaces" : " of namespaces " + it)
            .orElse("");
  }

  private static String pods(LabelSelector selector) {
    return selector.isEverything() ? "all pods" : "pods " + selector;
  }

  public static String of(Port port) {
    if (port instanceof Port.Named named) {
      return '"' + named.name() + "\"/" + named.protocol();
    }
    if (port instanceof Port.Numbered numbered && !numbered.ports().equals(PortRange.ALL)) {
      return numbered.ports() + "/" + numbered.protocol();
    }
    return "any/" + port.protocol();
  }
}
