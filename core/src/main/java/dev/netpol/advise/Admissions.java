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
import dev.netpol.policy.Peer;
import dev.netpol.policy.Port;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the policy of a subject is to admit in one direction: what was seen of it, and what is
 * assumed for it; and what no rule can.
 */
final class Admissions {

  private final Context context;
  private final Subject subject;
  private final Direction direction;
  private final Isolation isolation;
  private final Set<Port> fromOutside;
  private final Map<Port, Optional<Publication>> declared = new HashMap<>();

  /** Without an assumption. */
  final List<Admission> seen = new ArrayList<>();

  final Map<Assumption, List<Admission>> assumed = new EnumMap<>(Assumption.class);

  /** Who publishes the ports that are declared public. */
  final Set<String> publishers = new TreeSet<>();

  /** Flows of ranges that stay open in every policy. */
  final List<Flow> notGoverned = new ArrayList<>();

  /** Flows of protocols that stay open. */
  final List<Flow> uncovered = new ArrayList<>();

  /** What worked and no rule can admit. */
  final List<Cut> cuts = new ArrayList<>();

  /** Nothing yet. */
  Admissions(Context context, Subject subject, Direction direction, Isolation isolation) {
    this.context = context;
    this.subject = subject;
    this.direction = direction;
    this.isolation = isolation;
    this.fromOutside =
        direction == Direction.EGRESS
            ? Set.of()
            : subject.flows(direction).stream()
                .filter(flow -> other(flow) instanceof External)
                .map(Admissions::port)
                .collect(Collectors.toSet());
  }

  /** Admits what was seen of the subject, and what is assumed for it. */
  void collect() {
    assumeDns();
    subject.flows(direction).forEach(this::admit);
    widen();
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
        ? declared.computeIfAbsent(
            port, it -> context.publicPorts().publishing(subject.workloads(), port))
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

  /** Of merged blocks outside, those that hold more than was seen remain an assumption. */
  private void widen() {
    List<Admission> merged = assumed.getOrDefault(Assumption.MERGED, List.of());
    if (!merged.isEmpty()) {
      Map<Boolean, List<Admission>> byWidth =
          context.externalBlocks().widened(merged).stream()
              .collect(Collectors.partitioningBy(ExternalBlocks::isWide));
      seen.addAll(byWidth.getOrDefault(false, List.of()));
      assumed.put(Assumption.MERGED, byWidth.getOrDefault(true, List.of()));
    }
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
