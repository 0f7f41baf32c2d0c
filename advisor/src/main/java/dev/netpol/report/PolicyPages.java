// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.advise.Advice;
import dev.netpol.advise.Proposal;
import dev.netpol.advise.RuleEvidence;
import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.flow.Mark;
import dev.netpol.flow.Tally;
import dev.netpol.model.Direction;
import dev.netpol.model.Labels;
import dev.netpol.model.Workload;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Peer;
import dev.netpol.policy.PolicyYaml;
import dev.netpol.policy.Rule;
import dev.netpol.report.ReportPolicy.Beyond;
import dev.netpol.report.ReportPolicy.ReportRule;
import dev.netpol.terminal.RuleText;
import dev.netpol.terminal.Times;
import dev.netpol.trace.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Puts beside each rule of each policy what it rests on. */
final class PolicyPages {
  private final Advice advice;
  private final FlowIds ids;
  private final SeenPods pods;
  private final Map<String, Labels> namespaces;
  private final Map<String, List<ClusterPod>> live = new HashMap<>();

  PolicyPages(ClusterSnapshot snapshot, Advice advice, FlowIds ids, SeenPods pods) {
    this.advice = advice;
    this.ids = ids;
    this.pods = pods;
    this.namespaces = snapshot.namespaces();
    for (ClusterPod pod : snapshot.pods()) {
      if (pod.live() && !pod.pod().hostNetwork()) {
        live.computeIfAbsent(pod.pod().namespace(), key -> new ArrayList<>()).add(pod);
      }
    }
  }

  List<ReportPolicy> all() {
    // Each for itself, so on as many processors as there are; the order stays.
    return advice.proposals().parallelStream().map(this::page).toList();
  }

  private ReportPolicy page(Proposal proposal) {
    NetworkPolicy policy = proposal.policy();
    String yaml = PolicyYaml.write(List.of(policy));
    RuleLines lines = RuleLines.of(policy);
    List<ReportRule> rules = new ArrayList<>();
    // As in the text, whose keys are sorted.
    for (Direction direction : List.of(Direction.EGRESS, Direction.INGRESS)) {
      for (int i = 0; i < policy.rules(direction).size(); i++) {
        rules.add(rule(proposal, direction, i, lines));
      }
    }
    return new ReportPolicy(
        policy.id(),
        policy.namespace(),
        policy.name(),
        proposal.subjects().stream().map(Workload::toString).toList(),
        policy.policyTypes().stream().map(Direction::policyType).toList(),
        yaml,
        rules);
  }

  private ReportRule rule(Proposal proposal, Direction direction, int index, RuleLines lines) {
    Rule rule = proposal.policy().rules(direction).get(index);
    RuleEvidence evidence = proposal.evidence(direction).get(index);
    Tally tally = evidence.tally();
    SortedSet<String> peers = pods.peers(evidence.flows(), direction == Direction.INGRESS);
    Tally opened =
        evidence.flows().stream()
            .flatMap(flow -> flow.tallies().entrySet().stream())
            .filter(entry -> entry.getKey().side() == Side.CONNECT)
            .map(Map.Entry::getValue)
            .reduce(Tally.EMPTY, Tally::merge);
    return new ReportRule(
        direction.policyType(),
        index + 1,
        lines.first(direction, index),
        lines.last(direction, index),
        rule.peers().stream().map(RuleText::of).toList(),
        rule.ports().stream().map(RuleText::of).toList(),
        ids.of(evidence.flows()),
        evidence.connections(),
        evidence.attemptedOnly(),
        Times.micros(tally.first()),
        Times.micros(tally.last()),
        List.copyOf(peers),
        List.copyOf(opened.processes()),
        opened.moreProcesses(),
        evidence.marks().stream().map(Mark::label).toList(),
        evidence.marks().stream().filter(Mark::isDoubt).map(Mark::label).toList(),
        evidence.assumption().map(why -> why.label()).orElse(""),
        evidence.assumption().map(Decisions::code).orElse(""),
        evidence.why(),
        beyond(proposal.policy(), rule, evidence, peers),
        ReportFlow.seen(tally.samples()));
  }

  private Beyond beyond(
      NetworkPolicy policy, Rule rule, RuleEvidence evidence, SortedSet<String> seen) {
    SortedSet<String> others = new TreeSet<>();
    boolean selects = false;
    for (Peer peer : rule.peers()) {
      if (peer instanceof Peer.Pods selector) {
        selects = true;
        matched(policy.namespace(), selector, others);
      }
    }
    others.removeAll(seen);
    return new Beyond(
        evidence.beyond().toString(), List.copyOf(others), selects, rule.peers().isEmpty());
  }

  private void matched(String home, Peer.Pods peer, SortedSet<String> into) {
    for (Map.Entry<String, List<ClusterPod>> entry : live.entrySet()) {
      String namespace = entry.getKey();
      boolean there =
          peer.namespaceSelector()
              .map(it -> it.matches(namespaces.getOrDefault(namespace, Labels.NONE)))
              .orElse(namespace.equals(home));
      if (there) {
        for (ClusterPod pod : entry.getValue()) {
          if (peer.podSelector().map(it -> it.matches(pod.pod().labels())).orElse(true)) {
            into.add(pod.toString());
          }
        }
      }
    }
  }
}
