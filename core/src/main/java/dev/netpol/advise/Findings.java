// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.flow.Coverage;
import dev.netpol.flow.Flow;
import dev.netpol.flow.Sample;
import dev.netpol.model.Diagnostic;
import dev.netpol.model.Direction;
import dev.netpol.model.Endpoint;
import dev.netpol.model.External;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Node;
import dev.netpol.model.Position;
import dev.netpol.model.Workload;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What deserves a look before a proposal is applied. */
final class Findings {

  /** More make a policy slow on some networks, and unreadable on all. */
  private static final int MANY_BLOCKS = 100;

  /** Serves credentials on most clouds. */
  private static final IpAddress METADATA = IpAddress.parse("169.254.169.254");

  private final List<Diagnostic> findings = new ArrayList<>();

  List<Diagnostic> list() {
    return findings;
  }

  void addAll(List<Diagnostic> more) {
    findings.addAll(more);
  }

  /** What a policy's own rules give cause for. */
  void of(Proposal proposal) {
    NetworkPolicy policy = proposal.policy();
    if (proposal.subjects().size() > 1) {
      add(
          "same-labels",
          NetworkPolicy.GENERATED,
          policy.id()
              + ": nothing in their labels tells "
              + names(proposal.subjects())
              + " apart, so one policy is for all of them",
          "give each its own label, for example app.kubernetes.io/name");
    }
    long blocks =
        policy.policyTypes().stream()
            .flatMap(direction -> policy.rules(direction).stream())
            .flatMap(rule -> rule.peers().stream())
            .filter(Peer.IpBlock.class::isInstance)
            .count();
    if (blocks > MANY_BLOCKS) {
      add(
          "many-ip-blocks",
          NetworkPolicy.GENERATED,
          policy.id() + ": has " + blocks + " ipBlocks",
          "merge addresses outside the cluster into wider blocks, or give their ranges by hand");
    }
    for (Direction direction : Direction.values()) {
      nodes(proposal, direction);
      metadata(proposal, direction);
    }
  }

  void of(Coverage coverage) {
    coverage
        .losses()
        .forEach(
            (layer, count) ->
                add(
                    "events-lost",
                    NetworkPolicy.GENERATED,
                    "the capture lost "
                        + count
                        + " events ("
                        + layer
                        + "): connections may be missing from the policies",
                    "capture again with larger buffers or a narrower filter"));
    if (!coverage.truncated().isEmpty()) {
      add(
          "trace-truncated",
          NetworkPolicy.GENERATED,
          "the capture of " + Isolations.some(coverage.truncated()) + " has no end",
          "let the capture end before copying its log");
    }
  }

  private void nodes(Proposal proposal, Direction direction) {
    SortedSet<String> addresses = new TreeSet<>();
    List<Flow> flows = new ArrayList<>();
    for (RuleEvidence evidence : proposal.evidence(direction)) {
      for (Flow flow : evidence.flows()) {
        if (other(flow, direction) instanceof Node node) {
          addresses.add(node.address().toString());
          flows.add(flow);
        }
      }
    }
    if (!addresses.isEmpty()) {
      add(
          "node-address",
          at(flows),
          proposal.policy().id()
              + ": names node addresses ("
              + Isolations.some(addresses)
              + "), which change when nodes are replaced",
          "admit every node, or the range that nodes get their addresses from");
    }
  }

  private void metadata(Proposal proposal, Direction direction) {
    List<Flow> flows =
        proposal.evidence(direction).stream()
            .flatMap(evidence -> evidence.flows().stream())
            .filter(flow -> other(flow, direction).equals(new External(METADATA)))
            .toList();
    if (!flows.isEmpty()) {
      add(
          "metadata-address",
          at(flows),
          proposal.policy().id() + ": admits 169.254.169.254, where clouds hand out credentials",
          "check that the pods need it");
    }
  }

  private void add(String code, Position at, String message, String hint) {
    findings.add(Diagnostic.warning(code, at, message, hint));
  }

  /** The first record behind these flows. */
  private static Position at(List<Flow> flows) {
    return flows.stream()
        .flatMap(flow -> flow.tallies().values().stream())
        .flatMap(tally -> tally.samples().stream())
        .map(Sample::at)
        .sorted()
        .findFirst()
        .orElse(NetworkPolicy.GENERATED);
  }

  private static Endpoint other(Flow flow, Direction direction) {
    return direction == Direction.EGRESS ? flow.connection().to() : flow.connection().from();
  }

  private static String names(List<Workload> workloads) {
    return workloads.stream()
        .map(workload -> workload.kind() + " " + workload.name())
        .collect(Collectors.joining(", "));
  }
}
