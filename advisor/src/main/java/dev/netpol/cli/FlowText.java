// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.CheckedFlow;
import dev.netpol.check.Denial;
import dev.netpol.check.NearMiss;
import dev.netpol.flow.Flow;
import dev.netpol.flow.Sample;
import dev.netpol.flow.Tally;
import dev.netpol.model.Direction;
import dev.netpol.policy.Party;
import dev.netpol.terminal.RuleText;
import dev.netpol.terminal.Times;
import dev.netpol.terminal.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a flow was and what decides about it, in lines for people. Not yet escaped. */
final class FlowText {
  private static final int NAMES = 3;

  private FlowText() {}

  /** How often, by whom, when; then why. */
  static List<String> details(CheckedFlow flow) {
    List<String> lines = new ArrayList<>();
    lines.add(seen(flow.flow()));
    if (flow.senders().partial()) {
      lines.add("from " + flow.senders() + " pods or addresses");
    }
    if (flow.denied() && flow.backends().whole() > 1) {
      lines.add("to " + flow.backends() + " backends");
    }
    for (Denial denial : flow.denials()) {
      lines.add(isolated(denial));
      denial.nearest().stream().limit(1).forEach(it -> lines.add("nearest: " + nearest(it)));
    }
    lines.addAll(flow.reasons());
    if (!flow.denied() && !flow.rules().isEmpty()) {
      lines.add(rules(flow));
    }
    return lines;
  }

  /** How often, and what admits it. */
  static String brief(CheckedFlow flow) {
    String seen = Words.count(flow.flow().connections(), "connection");
    String reasons = flow.reasons().isEmpty() ? "" : ", " + String.join(", ", flow.reasons());
    return seen + reasons + (flow.rules().isEmpty() ? "" : ", " + rules(flow));
  }

  private static String rules(CheckedFlow flow) {
    return "by " + Words.some(flow.rules().stream().map(Object::toString).toList(), NAMES);
  }

  /** {@code 3 timeout by wget, 2026-03-03T11:00:21Z to 11:02:00Z, the first at a.log:7}. */
  private static String seen(Flow flow) {
    Tally tally = all(flow);
    List<String> parts = new ArrayList<>();
    parts.add(count(flow) + (tally.processes().isEmpty() ? "" : " by " + processes(tally)));
    if (!flow.names().isEmpty()) {
      parts.add("looked up as " + Words.some(List.copyOf(flow.names()), NAMES));
    }
    String window = Times.window(tally.first(), tally.last());
    if (!window.isEmpty()) {
      parts.add(window);
    }
    tally.samples().stream().limit(1).map(Sample::at).forEach(at -> parts.add("first at " + at));
    return String.join(", ", parts);
  }

  /** {@code 192.0.2.1 (api.example.com)}, where a log has names for it: hostile text still. */
  static String named(String end, Flow flow) {
    return flow.names().isEmpty()
        ? end
        : end + flow.names().stream().limit(NAMES).collect(Collectors.joining(", ", " (", ")"));
  }

  private static String count(Flow flow) {
    if (!flow.failedOnly()) {
      return Words.count(flow.connections(), "connection");
    }
    List<String> outcomes = new ArrayList<>();
    flow.outcomes()
        .forEach(
            (outcome, count) ->
                outcomes.add(Words.number(Math.max(1, count)) + " " + outcome.id()));
    return String.join(", ", outcomes);
  }

  private static String processes(Tally tally) {
    return Words.some(List.copyOf(tally.processes()), NAMES);
  }

  /** All that was counted, for the times and the processes; counts of several sources overlap. */
  static Tally all(Flow flow) {
    return flow.tallies().values().stream().reduce(Tally.EMPTY, Tally::merge);
  }

  private static String isolated(Denial denial) {
    boolean egress = denial.direction() == Direction.EGRESS;
    Party pod = egress ? denial.leg().from() : denial.leg().to();
    List<String> policies =
        denial.half().isolating().stream().map(it -> it.id() + RuleText.at(it.at())).toList();
    return (egress ? "egress of " : "ingress of ")
        + name(pod)
        + ": isolated by "
        + Words.some(policies, NAMES)
        + (denial.nearest().isEmpty() ? ", without a rule" : "; no rule admits it");
  }

  private static String nearest(NearMiss miss) {
    return RuleText.of(miss.rule())
        + ": "
        + String.join("; ", miss.differences().stream().map(it -> it.text()).toList());
  }

  /** {@code namespace/name} of a pod, else the address. */
  static String name(Party party) {
    return party instanceof Party.PodParty it
        ? it.pod().toString()
        : party.ip().map(Object::toString).orElse("");
  }
}
