// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.check.CheckedFlow.Answer;
import dev.netpol.flow.Flow;
import dev.netpol.model.Direction;
import dev.netpol.policy.Party;
import dev.netpol.policy.PolicySet;
import dev.netpol.policy.RuleRef;
import dev.netpol.policy.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** A flow's answer while it grows, one observation after the other. */
final class FlowRuling {

  private final Flow flow;
  private final PolicySet policies;
  private final RuleParts parts;
  private final Map<String, Denial> denials = new LinkedHashMap<>();
  private final SortedSet<RuleRef> rules = new TreeSet<>();
  private final SortedSet<RuleParts.Part> needed = new TreeSet<>();
  private final SortedSet<String> reasons = new TreeSet<>();

  /** Whether it is denied, by the text of each end. */
  private final Map<String, Boolean> senders = new HashMap<>();

  private final Map<String, Boolean> backends = new HashMap<>();
  private Answer answer = Answer.COVERED;

  FlowRuling(Flow flow, PolicySet policies, RuleParts parts) {
    this.flow = flow;
    this.policies = policies;
    this.parts = parts;
  }

  void add(Judged judged, Answer its, List<Leg> legs) {
    if (its.compareTo(answer) < 0) {
      answer = its;
    }
    if (!judged.reason().isEmpty() && (its == Answer.UNDECIDED || legs.isEmpty())) {
      reasons.add(judged.reason());
    }
    for (Leg leg : legs) {
      // The observation has none where another leg of it is denied.
      if (its == Answer.UNDECIDED && !leg.reason().isEmpty()) {
        reasons.add(leg.reason());
      }
      boolean denied = leg.answer() == Judged.Answer.DENIED;
      senders.merge(text(leg.from()), denied, Boolean::logicalOr);
      backends.merge(text(leg.to()) + ":" + leg.port(), denied, Boolean::logicalOr);
      if (leg.answer() == Judged.Answer.UNKNOWN) {
        continue; // Whether a rule admits it is as little known.
      }
      for (Direction direction : Direction.values()) {
        if (direction == Direction.EGRESS || !leg.egressOnly()) {
          add(leg, leg.verdict().half(direction));
        }
      }
      if (leg.verdict().egress().ground() == Verdict.Ground.ADMITTED
          || leg.verdict().ingress().ground() == Verdict.Ground.ADMITTED) {
        needed.addAll(parts.neededFor(leg));
      }
    }
  }

  private void add(Leg leg, Verdict.Half half) {
    rules.addAll(half.admitting());
    if (half.ground() == Verdict.Ground.NO_RULE && leg.answer() == Judged.Answer.DENIED) {
      // The text has all that decided: the policies, their rules, and why not.
      denials.computeIfAbsent(half.toString(), key -> Denial.of(leg, half.direction(), policies));
    }
  }

  private static String text(Party party) {
    String ip = party.ip().map(it -> "@" + it).orElse("");
    return (party instanceof Party.PodParty it ? it.pod().toString() : "") + ip;
  }

  FlowJudge.Ruling ruling() {
    Answer all = answer.compareTo(Answer.UNDECIDED) <= 0 ? answer : allowed();
    return new FlowJudge.Ruling(
        new CheckedFlow(
            flow,
            all,
            all == Answer.DENIED ? new ArrayList<>(denials.values()) : List.of(),
            List.copyOf(rules),
            share(senders),
            share(backends),
            reasons),
        needed);
  }

  private Answer allowed() {
    return rules.isEmpty() ? Answer.OPEN : Answer.COVERED;
  }

  private static Share share(Map<String, Boolean> denied) {
    return new Share((int) denied.values().stream().filter(it -> it).count(), denied.size());
  }
}
