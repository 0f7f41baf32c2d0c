// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.cluster.ClusterService;
import dev.netpol.cluster.ServicePort;
import dev.netpol.model.ContainerPort;
import dev.netpol.model.Direction;
import dev.netpol.model.PortRange;
import dev.netpol.model.Position;
import dev.netpol.model.Protocol;
import dev.netpol.policy.Peer;
import dev.netpol.policy.Port;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A numbered port of a rule and the pods it is a port of.
 *
 * @param destinations at least one
 */
record PortUse(LintedRule rule, int index, List<Member> destinations, List<Served> served) {

  /** All of them; not those of rules for any destination, or for addresses. */
  static List<PortUse> of(Linted linted) {
    List<PortUse> uses = new ArrayList<>();
    linted
        .rules()
        .forEach(
            rule -> {
              List<Member> destinations = destinations(linted, rule);
              if (!destinations.isEmpty()) {
                List<Served> served = served(linted.members(), destinations);
                for (int i = 0; i < rule.ports().size(); i++) {
                  if (rule.ports().get(i) instanceof Port.Numbered) {
                    uses.add(new PortUse(rule, i, destinations, served));
                  }
                }
              }
            });
    return uses;
  }

  /** Whose ports the rule is about; none where that are not pods alone. */
  static List<Member> destinations(Linted linted, LintedRule rule) {
    if (rule.direction() == Direction.INGRESS) {
      return linted.selected(rule.of().policy());
    }
    if (rule.peers().stream().anyMatch(Peer.IpBlock.class::isInstance)) {
      return List.of();
    }
    return rule.peers().stream()
        .flatMap(it -> linted.members().matching(rule.of().policy(), (Peer.Pods) it).stream())
        .distinct()
        .toList();
  }

  private static List<Served> served(Members members, List<Member> destinations) {
    Set<Served> served = new LinkedHashSet<>();
    for (ClusterService service : members.snapshot().services()) {
      destinations.stream()
          .filter(it -> selects(service, it))
          .forEach(
              member -> service.ports().forEach(port -> target(service, port, member, served)));
    }
    return List.copyOf(served);
  }

  static boolean selects(ClusterService service, Member member) {
    return service.namespace().equals(member.pod().namespace())
        && service.selector().filter(member.pod().labels()::containsAll).isPresent();
  }

  /** What a port of a Service is at a pod; none where the pod does not declare its name. */
  static Stream<Integer> target(ServicePort port, Member member) {
    if (!port.named()) {
      return Stream.of(Integer.valueOf(port.targetPort()));
    }
    return member.pod().ports().stream()
        .filter(it -> it.name().equals(port.targetPort()) && it.protocol() == port.protocol())
        .map(ContainerPort::port);
  }

  private static void target(
      ClusterService service, ServicePort port, Member member, Set<Served> served) {
    target(port, member)
        .forEach(
            target ->
                served.add(new Served(service.toString(), port.protocol(), port.port(), target)));
  }

  Port.Numbered port() {
    return (Port.Numbered) rule.ports().get(index);
  }

  Protocol protocol() {
    return port().protocol();
  }

  PortRange range() {
    return port().ports();
  }

  Position at() {
    return rule.portAt(index);
  }

  String name() {
    return rule.portName(index);
  }

  /** Whether a pod declares such a port, or a Service leads to it. */
  boolean exposed() {
    return declared().anyMatch(it -> range().contains(it.port()))
        || served.stream()
            .anyMatch(it -> it.protocol() == protocol() && range().contains(it.target()));
  }

  /** What the pods declare of this protocol. */
  Stream<ContainerPort> declared() {
    return destinations.stream()
        .flatMap(it -> it.pod().ports().stream())
        .filter(it -> it.protocol() == protocol());
  }
}
