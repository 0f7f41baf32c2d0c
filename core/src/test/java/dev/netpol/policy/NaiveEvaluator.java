// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Cidr;
import dev.netpol.model.ContainerPort;
import dev.netpol.model.Direction;
import dev.netpol.model.IpAddress;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Labels;
import dev.netpol.model.Pod;
import dev.netpol.model.Protocol;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The yardstick of laws: reads the API text aloud, one pod, one policy, one rule at a time, with
 * nothing compiled, indexed or kept, in the default {@link Modes}. It shares only the records with
 * what it judges; labels, blocks and ports are compared here once more.
 */
public final class NaiveEvaluator {

  private final List<NetworkPolicy> policies;
  private final Map<String, Labels> namespaces;
  private final Map<String, Set<IpAddress>> nodes;

  public NaiveEvaluator(
      List<NetworkPolicy> policies,
      Map<String, Labels> namespaces,
      Map<String, Set<IpAddress>> nodes) {
    this.policies = policies;
    this.namespaces = namespaces;
    this.nodes = nodes;
  }

  /** One end: a pod with the address it uses, or only an address. */
  public record End(@Nullable Pod pod, @Nullable IpAddress ip) {
    public static End of(Pod pod, @Nullable IpAddress ip) {
      return new End(pod, ip);
    }

    public static End of(IpAddress ip) {
      return new End(null, ip);
    }

    /** A hostNetwork pod is its node. */
    boolean isPod() {
      return pod != null && !pod.hostNetwork();
    }
  }

  /** Whether {@code from} may open a connection to a pod port of {@code to}. */
  public boolean allows(End from, End to, Protocol protocol, int port) {
    if (from.isPod() && to.isPod() && from.pod().toString().equals(to.pod().toString())) {
      return true;
    }
    return allowsOneWay(Direction.EGRESS, from, to, to, protocol, port)
        && allowsOneWay(Direction.INGRESS, to, from, to, protocol, port);
  }

  private boolean allowsOneWay(
      Direction direction, End subject, End other, End destination, Protocol protocol, int port) {
    if (!subject.isPod()) {
      return true;
    }
    boolean isolated = false;
    for (NetworkPolicy policy : policies) {
      if (!policy.namespace().equals(subject.pod().namespace())
          || !selects(policy.podSelector(), subject.pod().labels())
          || !policy.policyTypes().contains(direction)) {
        continue;
      }
      isolated = true;
      List<Rule> rules = direction == Direction.INGRESS ? policy.ingress() : policy.egress();
      for (Rule rule : rules) {
        if (peerMatches(rule, policy.namespace(), other)
            && portMatches(rule, destination, protocol, port)) {
          return true;
        }
      }
    }
    return !isolated || (direction == Direction.INGRESS && isNodeOf(other, subject.pod()));
  }

  private boolean isNodeOf(End other, Pod pod) {
    if (other.isPod() || pod.node().isEmpty()) {
      return false;
    }
    if (other.pod() != null && other.pod().node().equals(pod.node())) {
      return true;
    }
    return other.ip() != null && nodes.getOrDefault(pod.node(), Set.of()).contains(other.ip());
  }

  private boolean peerMatches(Rule rule, String policyNamespace, End other) {
    if (rule.peers().isEmpty()) {
      return true;
    }
    for (Peer peer : rule.peers()) {
      if (peer instanceof Peer.IpBlock block) {
        if (other.ip() != null && inBlock(block.cidr(), other.ip())) {
          boolean excepted = false;
          for (Cidr except : block.except()) {
            excepted |= inBlock(except, other.ip());
          }
          if (!excepted) {
            return true;
          }
        }
      } else if (peer instanceof Peer.Pods pods && other.isPod()) {
        boolean namespaceMatches =
            pods.namespaceSelector().isEmpty()
                ? other.pod().namespace().equals(policyNamespace)
                : selects(pods.namespaceSelector().get(), namespace(other.pod().namespace()));
        boolean podMatches =
            pods.podSelector().isEmpty() || selects(pods.podSelector().get(), other.pod().labels());
        if (namespaceMatches && podMatches) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean portMatches(Rule rule, End destination, Protocol protocol, int port) {
    if (rule.ports().isEmpty()) {
      return true;
    }
    for (Port it : rule.ports()) {
      if (it.protocol() != protocol) {
        continue;
      }
      if (it instanceof Port.AnyPort) {
        return true;
      }
      if (it instanceof Port.Numbered numbered
          && numbered.ports().first() <= port
          && port <= numbered.ports().last()) {
        return true;
      }
      if (it instanceof Port.Named named && destination.isPod()) {
        for (ContainerPort declared : destination.pod().ports()) {
          if (declared.name().equals(named.name())
              && declared.protocol() == protocol
              && declared.port() == port) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private Labels namespace(String name) {
    Map<String, String> labels =
        new java.util.HashMap<>(namespaces.getOrDefault(name, Labels.NONE).asMap());
    labels.put("kubernetes.io/metadata.name", name);
    return Labels.of(labels);
  }

  private static boolean selects(LabelSelector selector, Labels labels) {
    Map<String, String> has = labels.asMap();
    for (Map.Entry<String, String> wanted : selector.matchLabels().asMap().entrySet()) {
      if (!has.containsKey(wanted.getKey())
          || !has.get(wanted.getKey()).equals(wanted.getValue())) {
        return false;
      }
    }
    for (LabelSelector.Requirement it : selector.matchExpressions()) {
      boolean present = has.containsKey(it.key());
      boolean listed = present && it.values().contains(has.get(it.key()));
      boolean holds =
          switch (it.operator()) {
            case IN -> listed;
            case NOT_IN -> !listed;
            case EXISTS -> present;
            case DOES_NOT_EXIST -> !present;
          };
      if (!holds) {
        return false;
      }
    }
    return true;
  }

  private static boolean inBlock(Cidr block, IpAddress ip) {
    if (block.isV4() != ip.isV4()) {
      return false;
    }
    int host = (block.isV4() ? 32 : 128) - block.prefix();
    return number(block.network()).shiftRight(host).equals(number(ip).shiftRight(host));
  }

  private static BigInteger number(IpAddress ip) {
    return new BigInteger(Long.toUnsignedString(ip.high()))
        .shiftLeft(64)
        .or(new BigInteger(Long.toUnsignedString(ip.low())));
  }
}
