// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import com.google.common.collect.ImmutableSetMultimap;
import dev.netpol.model.Direction;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Pod;
import dev.netpol.model.PortSet;
import dev.netpol.model.Protocol;
import dev.netpol.policy.Verdict.Ground;
import dev.netpol.policy.Verdict.Half;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What the policies of one end say: egress of the sender's, ingress of the receiver's. A connection
 * needs both.
 */
final class Halves {

  private final ImmutableSetMultimap<String, IpAddress> nodes;
  private final Modes modes;

  /**
   * With these addresses by node name.
   *
   * @param modes whether a node may reach its pods, and they it
   */
  Halves(ImmutableSetMultimap<String, IpAddress> nodes, Modes modes) {
    this.nodes = nodes;
    this.modes = modes;
  }

  /** Whether {@code subject} may, and why. */
  Half half(Direction direction, Seen subject, Seen other, Protocol protocol, int port) {
    Pod pod = subject.pod();
    PodGroup group = subject.group();
    if (pod == null || group == null) {
      return Half.of(direction, Ground.NOT_A_POD);
    }
    Isolation.Isolating isolating = group.isolation().in(direction);
    if (isolating.isEmpty()) {
      return Half.of(direction, Ground.NOT_ISOLATED);
    }
    if (exempt(direction) && runs(other, pod)) {
      return new Half(direction, Ground.OWN_NODE, isolating.policies(), List.of(), List.of());
    }
    Seen destination = direction == Direction.INGRESS ? subject : other;
    List<RuleRef> admitting = new ArrayList<>(1);
    for (RuleList rules : isolating.rules()) {
      for (Compiled.Rule rule : rules.about(other)) {
        if (rule.miss(other, protocol, port, destination) == null) {
          admitting.add(rule.ref());
        }
      }
    }
    return admitting.isEmpty()
        ? new Half(
            direction,
            Ground.NO_RULE,
            isolating.policies(),
            List.of(),
            misses(isolating, other, protocol, port, destination))
        : new Half(direction, Ground.ADMITTED, isolating.policies(), admitting, List.of());
  }

  /** Why each rule does not admit it: worked out only for what none admits. */
  private static List<Verdict.Miss> misses(
      Isolation.Isolating isolating, Seen other, Protocol protocol, int port, Seen destination) {
    List<Verdict.Miss> misses = new ArrayList<>();
    for (RuleList rules : isolating.rules()) {
      Iterator<Compiled.Rule> about = rules.about(other).iterator();
      Compiled.Rule next = about.hasNext() ? about.next() : null;
      for (Compiled.Rule rule : rules.all()) {
        if (rule == next) {
          Verdict.Miss miss = rule.miss(other, protocol, port, destination);
          if (miss != null) {
            misses.add(miss);
          }
          next = about.hasNext() ? about.next() : null;
        } else {
          misses.add(rule.otherPeer());
        }
      }
    }
    return misses;
  }

  /** All ports at which {@link #half} would admit it. */
  PortSet ports(Direction direction, Seen subject, Seen other) {
    Pod pod = subject.pod();
    PodGroup group = subject.group();
    if (pod == null || group == null) {
      return PortSet.ALL;
    }
    Isolation.Isolating isolating = group.isolation().in(direction);
    if (isolating.isEmpty() || (exempt(direction) && runs(other, pod))) {
      return PortSet.ALL;
    }
    Seen destination = direction == Direction.INGRESS ? subject : other;
    PortSet ports = PortSet.NONE;
    for (RuleList rules : isolating.rules()) {
      for (Compiled.Rule rule : rules.about(other)) {
        ports = ports.union(rule.ports(other, destination));
      }
    }
    return ports;
  }

  /** Whether {@code other} is the node that runs the pod. */
  private boolean runs(Seen other, Pod pod) {
    return other.pod() == null
        && !pod.node().isEmpty()
        && (pod.node().equals(other.node())
            || (other.ip() != null && nodes.containsEntry(pod.node(), other.ip())));
  }

  private boolean exempt(Direction direction) {
    return direction == Direction.INGRESS || modes.ownNode() == Modes.OwnNode.FROM_AND_TO;
  }
}
