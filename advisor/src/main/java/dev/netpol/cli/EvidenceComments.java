// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.advise.Advice;
import dev.netpol.advise.Proposal;
import dev.netpol.advise.RuleEvidence;
import dev.netpol.flow.Flow;
import dev.netpol.flow.Mark;
import dev.netpol.flow.Tally;
import dev.netpol.model.Direction;
import dev.netpol.model.Endpoint;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.PolicyYaml;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.Times;
import dev.netpol.terminal.Words;
import dev.netpol.trace.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The comments over a policy's rules: always what is assumed or doubtful, and the evidence when it
 * is asked for.
 */
final class EvidenceComments implements PolicyYaml.Comments {
  private static final int NAMES = 3;

  private final Map<String, Proposal> proposals = new HashMap<>();
  private final boolean evidence;

  EvidenceComments(Advice advice, boolean evidence) {
    this.evidence = evidence;
    advice.proposals().forEach(proposal -> proposals.put(proposal.policy().id(), proposal));
  }

  @Override
  public List<String> rule(NetworkPolicy policy, Direction direction, int index) {
    Proposal proposal = proposals.get(policy.id());
    if (proposal == null) {
      return List.of();
    }
    RuleEvidence rule = proposal.evidence(direction).get(index);
    List<String> lines = new ArrayList<>();
    if (rule.assumption().isPresent()) {
      lines.add(Quoted.sentence(rule.why()));
    }
    for (Mark mark : rule.marks()) {
      if (mark.isDoubt()) {
        lines.add(mark.label());
      }
    }
    if (evidence && !rule.flows().isEmpty()) {
      lines.add(line(rule, direction));
    }
    return lines;
  }

  /** {@code 12 connections from shop/web, 2026-11-20T12:00:01Z to 12:05:00Z, by wget; a.log:42}. */
  private static String line(RuleEvidence rule, Direction direction) {
    StringBuilder line = new StringBuilder(Words.count(rule.connections(), "connection"));
    line.append(rule.attemptedOnly() ? " attempted" : "");
    TreeSet<String> peers = new TreeSet<>();
    for (Flow flow : rule.flows()) {
      peers.add(FlowText.named(peer(flow, direction).toString(), flow));
    }
    line.append(direction == Direction.INGRESS ? " from " : " to ");
    line.append(Words.some(List.copyOf(peers), NAMES));
    Tally tally = rule.tally();
    String window = Times.window(tally.first(), tally.last());
    line.append(window.isEmpty() ? "" : ", ").append(window);
    List<String> processes = List.copyOf(initiators(rule));
    line.append(processes.isEmpty() ? "" : ", by ").append(Words.some(processes, NAMES));
    rule.samples().stream()
        .findFirst()
        .ifPresent(sample -> line.append("; ").append(Quoted.plain(sample.at().toString())));
    return line.toString();
  }

  /** Processes that connected; who accepted is the workload itself. */
  private static SortedSet<String> initiators(RuleEvidence rule) {
    TreeSet<String> names = new TreeSet<>();
    for (Flow flow : rule.flows()) {
      flow.tallies()
          .forEach(
              (source, tally) ->
                  names.addAll(source.side() == Side.CONNECT ? tally.processes() : Set.of()));
    }
    return names;
  }

  private static Endpoint peer(Flow flow, Direction direction) {
    return direction == Direction.INGRESS ? flow.connection().from() : flow.connection().to();
  }
}
