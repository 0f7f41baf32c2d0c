// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.Diagnostic.Severity;
import dev.netpol.model.Direction;
import dev.netpol.model.Pod;
import dev.netpol.model.PortRange;
import dev.netpol.model.PortSet;
import dev.netpol.policy.Party;
import dev.netpol.policy.Port;
import dev.netpol.policy.Via;
import java.util.List;

/** A connection that one side admits and the other does not. */
final class HalfOpen implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "half-open",
          Severity.WARNING,
          Needs.SNAPSHOT,
          "an entry that the other side's policies make void",
          "A connection needs both: egress of its source has to admit it, and ingress "
              + "of its destination. Here a rule admits pods, but policies of those pods "
              + "admit none of the connections that the rule is about.",
          "admit it on the other side, too, or remove the entry");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    for (Selection selection : linted.selections()) {
      selection.rule().ifPresent(rule -> inspect(selection, rule, linted, findings));
    }
  }

  private static void inspect(
      Selection selection, LintedRule rule, Linted linted, Findings findings) {
    List<Member> own = linted.selected(rule.of().policy());
    List<Member> others = linted.members().matching(rule.of().policy(), selection.peer());
    Direction there = rule.direction() == Direction.INGRESS ? Direction.EGRESS : Direction.INGRESS;
    boolean any = false;
    for (Member subject : own) {
      for (Member other : others) {
        if (!subject.equals(other)) {
          Member from = rule.direction() == Direction.INGRESS ? other : subject;
          Member to = rule.direction() == Direction.INGRESS ? subject : other;
          PortSet meant = ports(rule, to.pod());
          if (linted.set().selecting(other.pod(), there).isEmpty()
              || !meant.intersect(allowed(linted, from, to)).isEmpty()) {
            return;
          }
          any |= !meant.isEmpty();
        }
      }
    }
    if (any) {
      findings.add(
          selection.at(),
          selection.name()
              + ": admits "
              + Some.of(others.stream().map(Member::toString).distinct().toList())
              + ", but their "
              + LintedPolicy.field(there)
              + " policies admit nothing of it");
    }
  }

  private static PortSet allowed(Linted linted, Member from, Member to) {
    Party sender = Resolvers.party(from.pod());
    return linted.set().ports(sender, Resolvers.party(to.pod()), Via.ADDRESS);
  }

  private static PortSet ports(LintedRule rule, Pod destination) {
    PortSet ports = rule.ports().isEmpty() ? PortSet.ALL : PortSet.NONE;
    for (Port port : rule.ports()) {
      if (port instanceof Port.Numbered numbered) {
        ports = ports.union(PortSet.of(port.protocol(), numbered.ports()));
      } else if (port instanceof Port.AnyPort) {
        ports = ports.union(PortSet.of(port.protocol(), PortRange.ALL));
      } else if (port instanceof Port.Named named) {
        ports = ports.union(named(named, destination));
      }
    }
    return ports;
  }

  private static PortSet named(Port.Named named, Pod destination) {
    return destination.ports().stream()
        .filter(it -> it.name().equals(named.name()) && it.protocol() == named.protocol())
        .map(it -> PortSet.of(it.protocol(), PortRange.of(it.port())))
        .reduce(PortSet.NONE, PortSet::union);
  }
}
