// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance.lab;

import dev.netpol.acceptance.lab.Snapshot.Node;
import dev.netpol.acceptance.lab.Snapshot.Pod;
import dev.netpol.acceptance.lab.Snapshot.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Policies as rules of nft, for the pods of one node. What is forwarded is dropped unless it
 * belongs to a connection that was let through, or both ends let it through: a pod that no policy
 * isolates lets everything through, another one what some rule of some policy names. The node
 * itself always reaches its pods, since what it sends is not forwarded.
 */
final class PolicyRules {
  private static final List<String> DIRECTIONS = List.of("Egress", "Ingress");

  private final Snapshot cluster;
  private final Policies policies;
  private final StringBuilder chains = new StringBuilder();

  private PolicyRules(Snapshot cluster, Policies policies) {
    this.cluster = cluster;
    this.policies = policies;
  }

  static String of(Snapshot cluster, Policies policies, Node node) {
    PolicyRules rules = new PolicyRules(cluster, policies);
    StringBuilder table = new StringBuilder();
    for (String direction : DIRECTIONS) {
      table.append("  chain ").append(name(direction)).append(" {\n");
      for (Pod pod : cluster.pods()) {
        if (pod.node().equals(node.name()) && !policies.isolating(pod, direction).isEmpty()) {
          String chain = name(direction) + "-" + pod.address();
          table.append(
              "    ip %s %s jump %s\n".formatted(own(direction), pod.address(), quote(chain)));
          rules.chain(chain, pod, direction);
        }
      }
      table.append("  }\n");
    }
    // Made, emptied and filled in one transaction.
    return """
    table inet policies
    delete table inet policies
    table inet policies {
    CHAINS  chain forward {
        type filter hook forward priority filter; policy drop;
        ct state established,related accept
        jump egress
        jump ingress
        accept
      }
    }
    """
        .replace("CHAINS", rules.chains.toString() + table);
  }

  private static String name(String direction) {
    return direction.toLowerCase(Locale.ROOT);
  }

  private static String quote(String chain) {
    return chain.replace('.', '_');
  }

  private static String own(String direction) {
    return direction.equals("Ingress") ? "daddr" : "saddr";
  }

  private static String other(String direction) {
    return direction.equals("Ingress") ? "saddr" : "daddr";
  }

  private void chain(String name, Pod pod, String direction) {
    chains.append("  chain ").append(quote(name)).append(" {\n");
    for (Doc policy : policies.isolating(pod, direction)) {
      for (Doc rule : policy.at("spec", name(direction)).items()) {
        Doc peers = rule.at(direction.equals("Ingress") ? "from" : "to");
        for (Peer peer : peers(peers, Policies.namespace(policy), direction)) {
          Optional<Pod> target = direction.equals("Ingress") ? Optional.of(pod) : peer.pod();
          for (String ports : ports(rule.at("ports"), target)) {
            chains.append("    " + peer.match() + " " + ports + " return\n");
          }
        }
      }
    }
    chains.append("    drop\n  }\n");
  }

  /** What a peer's packets look like, and the pod that it is, if it is one. */
  private record Peer(String match, Optional<Pod> pod) {}

  private List<Peer> peers(Doc peers, String namespace, String direction) {
    List<Peer> all = new ArrayList<>();
    for (Doc peer : peers.items()) {
      Doc block = peer.at("ipBlock");
      if (block.exists()) {
        all.add(new Peer(block(block, other(direction)), Optional.empty()));
      }
      for (Pod pod : block.exists() ? List.<Pod>of() : cluster.pods()) {
        if (isPeer(peer, namespace, pod)) {
          all.add(peer(pod, direction));
        }
      }
    }
    if (peers.items().isEmpty()) {
      all.add(new Peer("", Optional.empty()));
      // Any destination, but what a port's name means each pod says for itself.
      cluster.pods().forEach(pod -> all.add(peer(pod, direction)));
    }
    return all;
  }

  private static Peer peer(Pod pod, String direction) {
    return new Peer("ip " + other(direction) + " " + pod.address(), Optional.of(pod));
  }

  private boolean isPeer(Doc peer, String namespace, Pod pod) {
    Doc namespaces = peer.at("namespaceSelector");
    boolean there =
        namespaces.exists()
            ? Policies.selects(namespaces, cluster.namespaces().get(pod.namespace()))
            : pod.namespace().equals(namespace);
    return there && Policies.selects(peer.at("podSelector"), pod.labels());
  }

  private static String block(Doc block, String end) {
    String cidr = block.at("cidr").text();
    String match = (cidr.contains(":") ? "ip6 " : "ip ") + end + " ";
    List<String> except = block.at("except").texts();
    return match
        + cidr
        + (except.isEmpty() ? "" : " " + match + "!= { " + String.join(", ", except) + " }");
  }

  private static List<String> ports(Doc ports, Optional<Pod> target) {
    List<String> all = new ArrayList<>();
    for (Doc port : ports.items()) {
      String protocol = port.at("protocol").exists() ? port.at("protocol").text() : "TCP";
      String lower = protocol.toLowerCase(Locale.ROOT);
      Doc number = port.at("port");
      if (!number.exists()) {
        all.add("meta l4proto " + lower);
      } else if (number.value() instanceof Integer) {
        Doc end = port.at("endPort");
        all.add(lower + " dport " + number.text() + (end.exists() ? "-" + end.text() : ""));
      } else {
        // A name means what the pod at the receiving end declares under it.
        for (Port declared : target.map(Pod::ports).orElse(List.of())) {
          if (declared.name().equals(number.text()) && declared.protocol().equals(protocol)) {
            all.add(lower + " dport " + declared.number());
          }
        }
      }
    }
    return ports.items().isEmpty() ? List.of("") : all;
  }
}
