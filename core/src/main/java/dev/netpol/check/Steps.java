// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.model.Direction;
import dev.netpol.model.Position;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Party;
import dev.netpol.policy.PolicySet;
import dev.netpol.policy.RuleRef;
import dev.netpol.policy.Verdict;
import dev.netpol.policy.Verdict.Ground;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An answer step by step: pods that fare the same are shown once. */
final class Steps {

  /** Different reasons within one workload; more are counted. */
  private static final int REASONS = 4;

  /** Policies and rules of each sort; those that do not admit it, nearest first. */
  private static final int MOST = 10;

  private final PolicySet policies;
  private final List<String> lines = new ArrayList<>();

  private Steps(PolicySet policies) {
    this.policies = policies;
  }

  static List<String> of(Explanation explanation, PolicySet policies) {
    if (explanation.answer() == Explanation.Answer.NOTHING) {
      return List.of(
          explanation.trouble() + (explanation.hint().isEmpty() ? "" : "; " + explanation.hint()));
    }
    Steps steps = new Steps(policies);
    steps.all(explanation.legs());
    return steps.lines;
  }

  private void all(List<Leg> legs) {
    Map<Verdict, List<Leg>> alike = new LinkedHashMap<>();
    for (Leg leg : legs) {
      alike.computeIfAbsent(leg.verdict(), key -> new ArrayList<>()).add(leg);
    }
    int shown = alike.size() == REASONS + 1 ? alike.size() : REASONS;
    alike.values().stream().limit(shown).forEach(some -> some(some, legs.size()));
    if (alike.size() > shown) {
      lines.add("... and " + (alike.size() - shown) + " more reasons");
    }
  }

  private void some(List<Leg> legs, int all) {
    Leg leg = legs.get(0);
    if (all > 1) {
      lines.add(
          leg.verdict().answer().name().toLowerCase(Locale.ROOT)
              + (legs.size() == all ? " for all, such as " : " for some, such as ")
              + withAddress(leg.from())
              + " -> "
              + withAddress(leg.to())
              + " on "
              + leg.port());
    }
    half(leg, Direction.EGRESS);
    half(leg, Direction.INGRESS);
  }

  private void half(Leg leg, Direction direction) {
    Verdict.Half half = leg.verdict().half(direction);
    boolean egress = direction == Direction.EGRESS;
    lines.add(
        (egress ? "egress from " + name(leg.from()) : "ingress to " + name(leg.to()))
            + ": "
            + ground(half.ground()));
    if (half.ground() == Ground.ADMITTED || half.ground() == Ground.NO_RULE) {
      for (NetworkPolicy policy : first(half.isolating())) {
        lines.add("  isolated by " + policy.id() + at(policy.at()));
      }
      more("  and isolated by ", half.isolating().size(), "policy", "policies");
    }
    for (RuleRef rule : first(half.admitting())) {
      lines.add("  admitted by " + rule + at(rule.rule().at()));
    }
    more("  and admitted by ", half.admitting().size(), "rule", "rules");
    List<NearMiss> misses = NearMiss.of(leg, direction, policies);
    for (NearMiss miss : first(misses)) {
      lines.add(
          "  not by "
              + miss.rule()
              + at(miss.rule().rule().at())
              + ": "
              + String.join("; ", miss.differences().stream().map(Difference::text).toList()));
    }
    more("  nor by ", misses.size(), "rule", "rules");
  }

  private static <T> List<T> first(List<T> items) {
    return items.subList(0, Math.min(MOST, items.size()));
  }

  private void more(String what, int all, String one, String many) {
    if (all > MOST) {
      lines.add(what + (all - MOST) + " more " + (all - MOST == 1 ? one : many));
    }
  }

  private static String ground(Ground ground) {
    return switch (ground) {
      case NOT_A_POD -> "allowed, it is no pod that a policy could isolate";
      case NOT_ISOLATED -> "allowed, no policy isolates it";
      case SELF -> "allowed, a pod always reaches itself";
      case SELF_VIA_SERVICE -> "allowed, a pod reaches itself through a Service";
      case OWN_NODE -> "allowed, between a pod and its own node";
      case ADMITTED -> "allowed by a rule";
      case NO_RULE -> "denied, no rule admits it";
    };
  }

  /** {@code (file:line)}, for a policy that was read. */
  private static String at(Position at) {
    return at.equals(NetworkPolicy.GENERATED)
        ? ""
        : " (" + Position.of(at.input(), at.line()) + ")";
  }

  private static String name(Party party) {
    return party instanceof Party.PodParty it
        ? it.pod().toString()
        : party.ip().orElseThrow().toString();
  }

  private static String withAddress(Party party) {
    if (party instanceof Party.PodParty it) {
      return name(party) + it.ip().map(ip -> " (" + ip + ")").orElse("");
    }
    boolean named = party instanceof Party.NodeParty it && !it.node().isEmpty();
    return (named ? "node " + ((Party.NodeParty) party).node() + " " : "") + name(party);
  }
}
