// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.Explanation;
import dev.netpol.check.Leg;
import dev.netpol.check.NearMiss;
import dev.netpol.check.Simulation;
import dev.netpol.model.Direction;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Party;
import dev.netpol.policy.RuleRef;
import dev.netpol.policy.Verdict;
import dev.netpol.policy.Verdict.Ground;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An answer step by step, safe to show: pods that fare the same are shown once. */
final class ExplanationText {
  /** Different reasons within one workload; more are counted. */
  private static final int REASONS = 4;

  /** Policies and rules of each sort; those that do not admit it, nearest first. */
  private static final int MOST = 10;

  private final Simulation simulation;

  ExplanationText(Simulation simulation) {
    this.simulation = simulation;
  }

  /** The answer, its reasons, what else to know, and the assumptions. */
  List<String> of(Explanation explanation) {
    List<String> lines = new ArrayList<>();
    lines.add(
        word(explanation.answer()) + " " + Quoted.plain(explanation.question().toString(), 400));
    lines.addAll(reasons(explanation));
    simulation.notes(explanation).forEach(note -> lines.add("note: " + Quoted.sentence(note)));
    lines.add("modes: " + simulation.policies().modes());
    return lines;
  }

  /** What an answer is called. */
  static String word(Explanation.Answer answer) {
    return answer.name().toLowerCase(Locale.ROOT);
  }

  /** Why, indented by two. */
  List<String> reasons(Explanation explanation) {
    if (explanation.answer() == Explanation.Answer.NOTHING) {
      String hint = explanation.hint().isEmpty() ? "" : "; " + explanation.hint();
      return List.of("  " + Quoted.sentence(explanation.trouble() + hint));
    }
    Map<Verdict, List<Leg>> alike = new LinkedHashMap<>();
    for (Leg leg : explanation.legs()) {
      alike.computeIfAbsent(leg.verdict(), key -> new ArrayList<>()).add(leg);
    }
    List<String> lines = new ArrayList<>();
    int shown = alike.size() == REASONS + 1 ? alike.size() : REASONS;
    alike.values().stream()
        .limit(shown)
        .forEach(legs -> add(lines, legs, explanation.legs().size()));
    if (alike.size() > shown) {
      lines.add("  ... and " + Words.number(alike.size() - shown) + " more reasons");
    }
    return lines;
  }

  private void add(List<String> lines, List<Leg> legs, int all) {
    Leg leg = legs.get(0);
    if (all > 1) {
      lines.add(
          "  "
              + leg.verdict().answer().name().toLowerCase(Locale.ROOT)
              + " for "
              + (legs.size() == all ? "all " : Words.number(legs.size()) + " of ")
              + Words.number(all)
              + " pairs of addresses, such as "
              + text(leg.from())
              + " -> "
              + text(leg.to())
              + " on "
              + leg.port());
    }
    add(lines, leg, Direction.EGRESS);
    add(lines, leg, Direction.INGRESS);
  }

  private void add(List<String> lines, Leg leg, Direction direction) {
    Verdict.Half half = leg.verdict().half(direction);
    Party subject = direction == Direction.EGRESS ? leg.from() : leg.to();
    lines.add(
        "  "
            + direction.policyType().toLowerCase(Locale.ROOT)
            + (direction == Direction.EGRESS ? " from " : " to ")
            + name(subject)
            + ": "
            + ground(half.ground()));
    if (half.ground() == Ground.ADMITTED || half.ground() == Ground.NO_RULE) {
      for (NetworkPolicy policy : first(half.isolating())) {
        lines.add("    isolated by " + Quoted.plain(policy.id() + RuleText.at(policy.at()), 400));
      }
      more(lines, "    and isolated by ", half.isolating().size(), "policy", "policies");
    }
    for (RuleRef rule : first(half.admitting())) {
      lines.add("    admitted by " + text(rule));
    }
    more(lines, "    and admitted by ", half.admitting().size(), "rule", "rules");
    List<NearMiss> misses = NearMiss.of(leg, direction, simulation.policies());
    for (NearMiss miss : first(misses)) {
      lines.add("    not by " + text(miss.rule()) + ": " + differences(miss));
    }
    more(lines, "    nor by ", misses.size(), "rule", "rules");
  }

  private static <T> List<T> first(List<T> items) {
    return items.subList(0, Math.min(MOST, items.size()));
  }

  private static void more(List<String> lines, String what, int all, String one, String many) {
    if (all > MOST) {
      lines.add(what + Words.count(all - MOST, "more " + one, "more " + many));
    }
  }

  static String differences(NearMiss miss) {
    return Quoted.sentence(
        String.join("; ", miss.differences().stream().map(it -> it.text()).toList()));
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

  private static String text(RuleRef rule) {
    return Quoted.plain(RuleText.of(rule), 400);
  }

  private static String name(Party party) {
    return party instanceof Party.PodParty it
        ? Quoted.plain(it.pod().toString())
        : party.ip().orElseThrow().toString();
  }

  /** With the address. */
  static String text(Party party) {
    if (party instanceof Party.PodParty it) {
      return name(party) + it.ip().map(ip -> " (" + ip + ")").orElse("");
    }
    return (party instanceof Party.NodeParty it && !it.node().isEmpty()
            ? "node " + Quoted.plain(it.node()) + " "
            : "")
        + name(party);
  }
}
