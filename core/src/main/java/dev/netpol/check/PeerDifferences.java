// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.check.Difference.Kind;
import dev.netpol.model.Cidr;
import dev.netpol.model.IpAddress;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.LabelSelector.Requirement;
import dev.netpol.model.Labels;
import dev.netpol.model.Pod;
import dev.netpol.policy.Modes;
import dev.netpol.policy.Party;
import dev.netpol.policy.Peer;
import dev.netpol.policy.PolicySet;
import dev.netpol.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** In what the other end of a connection differs from the peers of a rule. */
final class PeerDifferences {

  private final Party other;
  private final PolicySet policies;

  /** How near a peer that does not admit it can come: of what is no pod no label can differ. */
  private final int nearestThereIs;

  PeerDifferences(Party other, PolicySet policies) {
    this.other = other;
    this.policies = policies;
    Kind mildest = selectable() ? Kind.LABEL : Kind.ADDRESS;
    this.nearestThereIs = mildest.weight();
  }

  private boolean selectable() {
    return other instanceof Party.PodParty it
        && !(it.pod().hostNetwork() && policies.modes().hostNetwork() == Modes.HostNetwork.NODE);
  }

  /**
   * From the nearest peer, the first of those that are as near; none if a peer is the other end.
   */
  List<Difference> of(Verdict.Miss miss) {
    if (miss.why() == Verdict.Why.PORT) {
      return List.of();
    }
    List<Difference> nearest = List.of();
    int least = Integer.MAX_VALUE;
    boolean blocks = false;
    for (Peer peer : miss.rule().rule().peers()) {
      // Blocks that do not admit it are all as near, and a rule may have thousands of them.
      if (peer instanceof Peer.IpBlock) {
        if (blocks) {
          continue;
        }
        blocks = true;
      }
      List<Difference> differences = of(peer, miss.rule().policy().namespace());
      int distance = differences.stream().mapToInt(it -> it.kind().weight()).sum();
      if (distance < least) {
        least = distance;
        nearest = differences;
      }
      if (least <= nearestThereIs) {
        break;
      }
    }
    return nearest;
  }

  private List<Difference> of(Peer peer, String namespace) {
    if (peer instanceof Peer.IpBlock block) {
      return block(block).stream().toList();
    }
    Peer.Pods pods = (Peer.Pods) peer;
    if (!(other instanceof Party.PodParty it)) {
      return List.of(
          new Difference(
              Kind.POD, other.ip().orElseThrow() + " is no pod, and selectors match pods only"));
    }
    if (!selectable()) {
      return List.of(
          new Difference(
              Kind.POD,
              it.pod() + " is in its node's network (hostNetwork), where no selector matches it"));
    }
    return pod(pods, it.pod(), namespace);
  }

  private static List<Difference> labels(Kind kind, String of, LabelSelector wanted, Labels has) {
    List<Difference> differences = new ArrayList<>();
    for (Map.Entry<String, String> label : wanted.matchLabels().asMap().entrySet()) {
      Optional<String> value = has.value(label.getKey());
      if (!value.equals(Optional.of(label.getValue()))) {
        differences.add(
            new Difference(
                kind,
                value
                    .map(it -> of + "label " + label.getKey() + " is " + quoted(it) + ", not ")
                    .orElse(of + "label " + label.getKey() + " is missing, wanted is ")
                    .concat(quoted(label.getValue()))));
      }
    }
    for (Requirement requirement : wanted.matchExpressions()) {
      if (!requirement.matches(has)) {
        differences.add(
            new Difference(
                kind,
                of
                    + "label "
                    + requirement.key()
                    + has.value(requirement.key())
                        .map(it -> " is " + quoted(it))
                        .orElse(" is missing")
                    + ", wanted is "
                    + requirement));
      }
    }
    return differences;
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private List<Difference> pod(Peer.Pods peer, Pod pod, String namespace) {
    List<Difference> differences = new ArrayList<>();
    if (peer.namespaceSelector().isPresent()) {
      differences.addAll(
          labels(
              Kind.NAMESPACE,
              "namespace " + pod.namespace() + ": ",
              peer.namespaceSelector().get(),
              policies.namespaceLabels(pod.namespace())));
    } else if (!pod.namespace().equals(namespace)) {
      differences.add(
          new Difference(
              Kind.NAMESPACE,
              "namespace is "
                  + pod.namespace()
                  + ", and without a namespaceSelector only "
                  + namespace
                  + " is meant"));
    }
    peer.podSelector()
        .ifPresent(it -> differences.addAll(labels(Kind.LABEL, "", it, pod.labels())));
    return differences;
  }

  private Optional<Difference> block(Peer.IpBlock block) {
    Optional<IpAddress> ip = other.ip();
    if (ip.isEmpty()) {
      return Optional.of(
          new Difference(
              Kind.ADDRESS, "the pod has no address yet that " + block.cidr() + " could hold"));
    }
    if (selectable() && policies.modes().ipBlock() == Modes.IpBlocks.EXTERNAL_ONLY) {
      return Optional.of(
          new Difference(Kind.POD, ip.get() + " is a pod's, and an ipBlock matches no pods"));
    }
    if (!block.cidr().contains(ip.get())) {
      return Optional.of(new Difference(Kind.ADDRESS, ip.get() + " is not in " + block.cidr()));
    }
    return block.except().stream()
        .filter(it -> it.contains(ip.get()))
        .findFirst()
        .map(it -> excepted(ip.get(), it, block));
  }

  private static Difference excepted(IpAddress ip, Cidr except, Peer.IpBlock block) {
    return new Difference(
        Kind.ADDRESS, ip + " is in " + except + ", which is excepted from " + block.cidr());
  }
}
