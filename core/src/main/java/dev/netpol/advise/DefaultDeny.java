// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.flow.Flow;
import dev.netpol.model.Diagnostic;
import dev.netpol.model.Direction;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Protocol;
import dev.netpol.model.Workload;
import dev.netpol.policy.NetworkPolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One policy a namespace that closes what no other policy is for. It closes only what the trace
 * shows for every workload of the namespace: what was not captured is never cut.
 */
final class DefaultDeny {

  private final Context context;
  private final Isolations isolations;
  private final Subjects subjects;
  private final List<Proposal> proposals;

  private final List<Proposal> denials = new ArrayList<>();
  private final List<Cut> cuts = new ArrayList<>();
  private final List<Diagnostic> findings = new ArrayList<>();

  /**
   * Closes these namespaces.
   *
   * @param proposals the policies that open something in them
   */
  DefaultDeny(
      Context context,
      Isolations isolations,
      Subjects subjects,
      List<Proposal> proposals,
      Collection<String> namespaces) {
    this.context = context;
    this.isolations = isolations;
    this.subjects = subjects;
    this.proposals = proposals;
    namespaces.forEach(this::close);
  }

  List<Proposal> proposals() {
    return denials;
  }

  /** What worked for workloads without a policy of their own. */
  List<Cut> cuts() {
    return cuts;
  }

  List<Diagnostic> findings() {
    return findings;
  }

  /** The same workload, told apart where it is closed and where it stays open. */
  Stream<NotAdvised> toldApart(NotAdvised one) {
    Set<Direction> closed = EnumSet.noneOf(Direction.class);
    Set<Direction> open = EnumSet.noneOf(Direction.class);
    for (Direction direction : one.directions()) {
      (isClosed(one.workload(), direction) ? closed : open).add(direction);
    }
    return Stream.of(
            new NotAdvised(one.workload(), open, false, one.reason(), one.remedy()),
            new NotAdvised(one.workload(), closed, true, one.reason(), one.remedy()))
        .filter(part -> !part.directions().isEmpty());
  }

  /** Whether a denial selects its pods; those on their node's network are beyond any policy. */
  private boolean isClosed(Workload workload, Direction direction) {
    return context.snapshot().workload(workload).filter(ClusterWorkload::hostNetwork).isEmpty()
        && denials.stream()
            .map(Proposal::policy)
            .anyMatch(
                policy ->
                    policy.namespace().equals(workload.namespace()) && policy.isolates(direction));
  }

  private void close(String namespace) {
    Set<Workload> workloads = workloads(namespace);
    Map<Direction, DirectionRules> rules = new EnumMap<>(Direction.class);
    for (Direction direction : Direction.values()) {
      Set<Protocol> open = EnumSet.noneOf(Protocol.class);
      boolean closed = true;
      for (Workload workload : workloads) {
        Isolation isolation = isolations.of(List.of(workload), direction);
        open.addAll(isolation.open());
        closed &= isolation.declared();
        if (!isolation.declared() && !isolation.reason().isEmpty()) {
          findings.add(leftOut(namespace, direction, workload, isolation));
          break;
        }
      }
      if (closed && !workloads.isEmpty()) {
        Subject nobody =
            new Subject(
                List.of(new Workload(namespace, "Namespace", namespace)),
                LabelSelector.EVERYTHING,
                Map.of());
        rules.put(
            direction, DirectionRules.openOnly(context, nobody, direction, Isolation.yes(open)));
        workloads.forEach(workload -> cut(workload, direction, open));
      }
    }
    if (!rules.isEmpty()) {
      denials.add(
          PolicyWriter.proposal(
              namespace, PolicyNames.DEFAULT_DENY, LabelSelector.EVERYTHING, List.of(), rules));
    }
  }

  private Set<Workload> workloads(String namespace) {
    Set<Workload> workloads = new TreeSet<>();
    context.snapshot().workloads().stream()
        .filter(workload -> workload.id().namespace().equals(namespace))
        .filter(workload -> !workload.hostNetwork())
        .filter(
            workload ->
                workload.pods().stream().anyMatch(ClusterPod::live)
                    || !subjects.flows(workload.id()).isEmpty())
        .map(ClusterWorkload::id)
        .forEach(workloads::add);
    return workloads;
  }

  private void cut(Workload workload, Direction direction, Set<Protocol> open) {
    boolean advised =
        proposals.stream()
            .anyMatch(
                proposal ->
                    proposal.subjects().contains(workload)
                        && proposal.policy().isolates(direction));
    if (advised) {
      return;
    }
    for (Flow flow : subjects.flows(workload).getOrDefault(direction, List.of())) {
      if (!flow.failedOnly()
          && !open.contains(flow.connection().protocol())
          && !context.notGoverned().covers(flow, direction)) {
        cuts.add(
            new Cut(
                workload,
                direction,
                flow,
                "the namespace is closed by default, and no policy is written for " + workload,
                "write one for it too"));
      }
    }
  }

  private static Diagnostic leftOut(
      String namespace, Direction direction, Workload workload, Isolation isolation) {
    return Diagnostic.warning(
        "default-deny-partial",
        NetworkPolicy.GENERATED,
        "namespace "
            + namespace
            + " is not closed for "
            + direction.policyType().toLowerCase(java.util.Locale.ROOT)
            + ": "
            + workload
            + ": "
            + isolation.reason(),
        isolation.remedy());
  }
}
