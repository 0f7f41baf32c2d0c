// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.advise.AdviceOptions.Dns;
import dev.netpol.advise.AdviceOptions.ExternalMode;
import dev.netpol.advise.AdviceOptions.NodePeers;
import dev.netpol.cluster.ClusterDns;
import dev.netpol.cluster.ClusterNode;
import dev.netpol.flow.Flow;
import dev.netpol.model.Cidr;
import dev.netpol.model.Direction;
import dev.netpol.model.Endpoint;
import dev.netpol.model.External;
import dev.netpol.model.Node;
import dev.netpol.model.Protocol;
import dev.netpol.policy.Peer;
import dev.netpol.policy.Port;
import dev.netpol.policy.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The rules of one direction of a policy: first what was seen, then what is assumed, each sort in
 * rules of its own so that nobody takes one for the other.
 */
final class DirectionRules {

  private final Context context;
  private final Subject subject;
  private final Direction direction;
  private final Isolation isolation;
  private final Set<Port> fromOutside;

  private final List<Admission> seen = new ArrayList<>();
  private final Map<Assumption, List<Admission>> assumed = new EnumMap<>(Assumption.class);
  private final Set<String> publishers = new TreeSet<>();
  private final List<Flow> notGoverned = new ArrayList<>();
  private final List<Flow> uncovered = new ArrayList<>();
  private final List<Cut> cuts = new ArrayList<>();

  private final List<Rule> rules = new ArrayList<>();
  private final List<RuleEvidence> evidence = new ArrayList<>();

  private DirectionRules(
      Context context, Subject subject, Direction direction, Isolation isolation) {
    this.context = context;
    this.subject = subject;
    this.direction = direction;
    this.isolation = isolation;
    this.fromOutside =
        direction == Direction.EGRESS
            ? Set.of()
            : subject.flows(direction).stream()
                .filter(flow -> other(flow) instanceof External)
                .map(DirectionRules::port)
                .collect(Collectors.toSet());
  }

  /** Admits what was seen of the subject, and what is assumed for it. */
  static DirectionRules of(
      Context context, Subject subject, Direction direction, Isolation isolation) {
    DirectionRules rules = new DirectionRules(context, subject, direction, isolation);
    rules.assumeDns();
    subject.flows(direction).forEach(rules::admit);
    rules.write();
    return rules;
  }

  /** Admits only what isolation must not cut for anybody. */
  static DirectionRules openOnly(
      Context context, Subject subject, Direction direction, Isolation isolation) {
    DirectionRules rules = new DirectionRules(context, subject, direction, isolation);
    rules.write();
    return rules;
  }

  List<Rule> rules() {
    return rules;
  }

  /** In the order of the rules. */
  List<RuleEvidence> evidence() {
    return evidence;
  }

  /** What worked and no rule can admit. */
  List<Cut> cuts() {
    return cuts;
  }

  private void admit(Flow flow) {
    Endpoint other = other(flow);
    PeerFinder.Found found = context.peers().find(other, subject.namespace());
    Port.Numbered port = port(flow);
    Optional<Publication> declared =
        other instanceof External || found.peer().isEmpty()
            ? declared(port).filter(it -> it.isFor(other))
            : Optional.empty();
    if (context.notGoverned().covers(flow, direction)) {
      notGoverned.add(flow);
    } else if (declared.isPresent()) {
      everyClient(declared.get(), port, flow);
    } else if (found.peer().isEmpty()) {
      inexpressible(flow, found);
    } else if (isDns(found.peer().get(), port)) {
      add(Assumption.DNS, Admission.of(found.peer().get(), flow));
    } else if (other instanceof Node && context.options().nodePeers() == NodePeers.ALL) {
      everyNode(port, flow, found.peer().get());
    } else if (other instanceof External && context.options().external() == ExternalMode.MERGE) {
      add(Assumption.MERGED, Admission.of(found.peer().get(), flow));
    } else {
      seen.add(Admission.of(found.peer().get(), flow));
    }
  }

  /** An end that no policy can name is cut, unless its protocol stays open anyway. */
  private void inexpressible(Flow flow, PeerFinder.Found found) {
    if (isolation.open().contains(flow.connection().protocol())) {
      uncovered.add(flow);
    } else if (!flow.failedOnly()) {
      Endpoint self =
          direction == Direction.EGRESS ? flow.connection().from() : flow.connection().to();
      subject.workloads().stream()
          .filter(self::equals)
          .forEach(
              workload ->
                  cuts.add(new Cut(workload, direction, flow, found.problem(), found.remedy())));
    }
  }

  /** What is declared of a port that was reached from outside. */
  private Optional<Publication> declared(Port.Numbered port) {
    return fromOutside.contains(port) && context.options().external() != ExternalMode.EXACT
        ? context.publicPorts().publishing(subject.workloads(), port)
        : Optional.empty();
  }

  private void everyClient(Publication declared, Port.Numbered port, Flow flow) {
    publishers.addAll(declared.services());
    List<Flow> evidence = List.of(flow);
    for (Cidr block : declared.clients()) {
      add(Assumption.DECLARED_PUBLIC, new Admission(Peer.IpBlock.of(block), port, evidence));
      evidence = List.of();
    }
  }

  private void everyNode(Port.Numbered port, Flow flow, Peer seenAt) {
    add(Assumption.ALL_NODES, new Admission(seenAt, port, List.of(flow)));
    for (ClusterNode node : context.snapshot().nodes()) {
      node.addresses()
          .forEach(
              address ->
                  add(
                      Assumption.ALL_NODES,
                      new Admission(PeerFinder.block(address), port, List.of())));
    }
  }

  private void assumeDns() {
    if (direction == Direction.INGRESS
        || context.options().dns() != Dns.AUTO
        || !Collections.disjoint(context.dns().workloads(), subject.workloads())) {
      return;
    }
    for (ClusterDns.Server server : context.dns().servers()) {
      if (context.notGoverned().opens(server.endpoint())) {
        continue;
      }
      context
          .peers()
          .find(server.endpoint(), subject.namespace())
          .peer()
          .ifPresent(peer -> add(Assumption.DNS, new Admission(peer, server.port(), List.of())));
    }
  }

  private boolean isDns(Peer peer, Port.Numbered port) {
    return assumed.getOrDefault(Assumption.DNS, List.of()).stream()
        .anyMatch(entry -> entry.peer().equals(peer) && entry.port().equals(port));
  }

  private void write() {
    List<Admission> merged = assumed.getOrDefault(Assumption.MERGED, List.of());
    if (!merged.isEmpty()) {
      Map<Boolean, List<Admission>> byWidth =
          context.externalBlocks().widened(merged).stream()
              .collect(Collectors.partitioningBy(ExternalBlocks::isWide));
      seen.addAll(byWidth.getOrDefault(false, List.of()));
      assumed.put(Assumption.MERGED, byWidth.getOrDefault(true, List.of()));
    }
    write(seen, Optional.empty());
    assumed.forEach((assumption, admissions) -> write(admissions, Optional.of(assumption)));
    if (!context.notGoverned().ranges().isEmpty()) {
      write(
          FoldedRule.of(
              context.notGoverned().peers(subject.namespace(), direction), List.of(), notGoverned),
          Optional.of(Assumption.NOT_GOVERNED));
    }
    if (!isolation.open().isEmpty()) {
      List<Port> ports = new ArrayList<>();
      isolation.open().forEach(protocol -> ports.add(new Port.AnyPort(protocol)));
      write(FoldedRule.of(List.of(), ports, uncovered), Optional.of(Assumption.UNCOVERED_PROTOCOL));
    }
  }

  private void write(List<Admission> admissions, Optional<Assumption> assumption) {
    new Folding(context.options().portRanges())
        .fold(admissions)
        .forEach(rule -> write(rule, assumption));
  }

  private void write(FoldedRule folded, Optional<Assumption> assumption) {
    rules.add(folded.rule());
    Addresses addresses = Addresses.of(folded.rule(), folded.flows());
    evidence.add(
        new RuleEvidence(
            folded.flows(),
            assumption,
            assumption.map(kind -> why(kind, addresses)).orElse("seen"),
            addresses.beyond()));
  }

  private String why(Assumption assumption, Addresses addresses) {
    String text =
        switch (assumption) {
          case DECLARED_PUBLIC ->
              "published by " + Isolations.some(publishers) + ", and reached from outside";
          case DNS -> "the cluster's DNS, " + Isolations.some(context.dns().names());
          case ALL_NODES -> "every node of the cluster, " + addresses.more() + " than seen";
          case MERGED -> addresses.more() + " than the " + addresses.seen() + " seen";
          case NOT_GOVERNED ->
              Isolations.some(context.notGoverned().ranges().stream().map(Cidr::toString).toList())
                  + " left out, so it stays open";
          case UNCOVERED_PROTOCOL ->
              isolation.open().stream().map(Protocol::name).collect(Collectors.joining(" and "))
                  + " not captured, so it stays open";
        };
    return assumption.label() + ": " + text;
  }

  private void add(Assumption assumption, Admission admission) {
    assumed.computeIfAbsent(assumption, absent -> new ArrayList<>()).add(admission);
  }

  private Endpoint other(Flow flow) {
    return direction == Direction.EGRESS ? flow.connection().to() : flow.connection().from();
  }

  private static Port.Numbered port(Flow flow) {
    return Port.Numbered.of(flow.connection().protocol(), flow.connection().port());
  }
}
