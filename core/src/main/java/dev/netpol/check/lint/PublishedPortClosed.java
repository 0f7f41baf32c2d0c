// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.cluster.ClusterService;
import dev.netpol.cluster.ServicePort;
import dev.netpol.model.Diagnostic.Severity;
import dev.netpol.model.Direction;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Peer;
import dev.netpol.policy.Port;
import dev.netpol.policy.Rule;
import java.util.List;
import java.util.Optional;

/** A Service for the outside whose pods let nobody in from there. */
final class PublishedPortClosed implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "published-port-closed",
          Severity.WARNING,
          Needs.SNAPSHOT,
          "a published Service whose pods admit nobody from outside",
          "What comes through a load balancer or a node's port has the address of the "
              + "client or of a node. Selectors match neither: without an ipBlock, only "
              + "what enters through the pod's own node gets through.",
          "admit the clients', the load balancer's or the nodes' addresses with an " + "ipBlock");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    for (ClusterService service : linted.members().snapshot().services()) {
      if (service.published() && service.selector().isPresent()) {
        service.ports().forEach(port -> inspect(service, port, linted, findings));
      }
    }
  }

  private static void inspect(
      ClusterService service, ServicePort port, Linted linted, Findings findings) {
    List<Member> members =
        linted.members().in(service.namespace()).stream()
            .filter(it -> PortUse.selects(service, it))
            .toList();
    if (members.isEmpty() || !members.stream().allMatch(it -> closed(it, port, linted))) {
      return;
    }
    List<NetworkPolicy> isolating = linted.set().selecting(members.get(0).pod(), Direction.INGRESS);
    Optional<LintedPolicy> first =
        linted.policies().stream().filter(it -> isolating.contains(it.policy())).findFirst();
    if (first.isPresent()) {
      String message =
          first.get().id()
              + ": port "
              + port.port()
              + " of the Service "
              + service
              + " ("
              + service.type()
              + ") is published, but at its target port no rule admits an address to "
              + members.get(0);
      if (service.type().equals("LoadBalancer")) {
        findings.add(first.get().at("ingress"), message);
      } else {
        findings.note(first.get().at("ingress"), message, RULE.mend());
      }
    }
  }

  private static boolean closed(Member member, ServicePort port, Linted linted) {
    List<NetworkPolicy> isolating = linted.set().selecting(member.pod(), Direction.INGRESS);
    return !isolating.isEmpty()
        && PortUse.target(port, member)
            .noneMatch(
                target ->
                    isolating.stream()
                        .flatMap(it -> it.ingress().stream())
                        .anyMatch(rule -> admitsAddresses(rule, member, port, target)));
  }

  private static boolean admitsAddresses(Rule rule, Member member, ServicePort port, int target) {
    boolean address =
        rule.peers().isEmpty() || rule.peers().stream().anyMatch(Peer.IpBlock.class::isInstance);
    Port wanted = Port.Numbered.of(port.protocol(), target);
    return address
        && (rule.ports().isEmpty()
            || rule.ports().stream()
                .anyMatch(
                    it ->
                        it instanceof Port.Named named
                            ? named(named, member, target)
                            : Wider.than(it, wanted)));
  }

  private static boolean named(Port.Named named, Member member, int target) {
    return member.pod().ports().stream()
        .anyMatch(
            it ->
                it.port() == target
                    && it.protocol() == named.protocol()
                    && it.name().equals(named.name()));
  }
}
