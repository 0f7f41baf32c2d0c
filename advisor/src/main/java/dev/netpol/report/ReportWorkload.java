// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.advise.Advice;
import dev.netpol.advise.Proposal;
import dev.netpol.advise.Widening;
import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.flow.Flow;
import dev.netpol.model.ContainerPort;
import dev.netpol.model.Endpoint;
import dev.netpol.model.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The pods of one controller, or a bare pod.
 *
 * @param id {@code namespace/name[Kind]}
 * @param inferred no object of this name is in the snapshot
 * @param replicas as many pods as are asked for
 * @param podsThere live pods of the snapshot
 * @param podsSeen pods that flows show, also such as are gone
 * @param ports that its containers declare
 * @param initiates flows that it opens, by number
 * @param accepts flows that it answers, by number
 * @param policies that are proposed for it
 * @param widenedBy policies that are there already and admit more
 */
public record ReportWorkload(
    String id,
    String namespace,
    String kind,
    String name,
    boolean inferred,
    boolean hostNetwork,
    int replicas,
    int podsThere,
    int podsSeen,
    List<DeclaredPort> ports,
    List<Integer> initiates,
    List<Integer> accepts,
    List<String> policies,
    List<String> widenedBy) {

  /**
   * A port that a container declares.
   *
   * @param used whether a flow that worked arrived there
   */
  public record DeclaredPort(String name, String protocol, int port, boolean used) {}

  public boolean silent() {
    return initiates.isEmpty() && accepts.isEmpty();
  }

  static List<ReportWorkload> all(
      ClusterSnapshot snapshot, Advice advice, FlowIds ids, SeenPods pods) {
    TreeSet<Workload> names = new TreeSet<>();
    snapshot.workloads().forEach(it -> names.add(it.id()));
    Map<Endpoint, List<Flow>> from = new HashMap<>();
    Map<Endpoint, List<Flow>> to = new HashMap<>();
    for (Flow flow : advice.flows().flows()) {
      Endpoint initiator = flow.connection().from();
      Endpoint responder = flow.connection().to();
      from.computeIfAbsent(initiator, end -> new ArrayList<>()).add(flow);
      to.computeIfAbsent(responder, end -> new ArrayList<>()).add(flow);
      if (initiator instanceof Workload it) {
        names.add(it);
      }
      if (responder instanceof Workload it) {
        names.add(it);
      }
    }
    Map<Workload, List<String>> policies = policies(advice);
    List<ReportWorkload> all = new ArrayList<>();
    for (Workload name : names) {
      Optional<ClusterWorkload> known = snapshot.workload(name);
      List<Flow> accepted = to.getOrDefault(name, List.of());
      all.add(
          new ReportWorkload(
              name.toString(),
              name.namespace(),
              name.kind(),
              name.name(),
              known.map(ClusterWorkload::inferred).orElse(true),
              known.map(ClusterWorkload::hostNetwork).orElse(false),
              known.map(ClusterWorkload::replicas).orElse(0),
              known.map(it -> (int) it.pods().stream().filter(ClusterPod::live).count()).orElse(0),
              pods.of(name).size(),
              ports(known.map(ClusterWorkload::ports).orElse(List.of()), accepted),
              ids.of(from.getOrDefault(name, List.of())),
              ids.of(accepted),
              policies.getOrDefault(name, List.of()),
              widenedBy(advice, name)));
    }
    return all;
  }

  private static Map<Workload, List<String>> policies(Advice advice) {
    Map<Workload, List<String>> policies = new HashMap<>();
    for (Proposal proposal : advice.proposals()) {
      for (Workload subject : proposal.subjects()) {
        policies.computeIfAbsent(subject, it -> new ArrayList<>()).add(proposal.policy().id());
      }
    }
    return policies;
  }

  private static List<String> widenedBy(Advice advice, Workload workload) {
    LinkedHashSet<String> names = new LinkedHashSet<>();
    for (Widening one : advice.widenedBy()) {
      if (one.workload().equals(workload)) {
        names.add(one.existing().id());
      }
    }
    return List.copyOf(names);
  }

  private static List<DeclaredPort> ports(List<ContainerPort> declared, List<Flow> accepted) {
    return declared.stream()
        .distinct()
        .map(
            port ->
                new DeclaredPort(
                    port.name(),
                    port.protocol().toString(),
                    port.port(),
                    accepted.stream().anyMatch(flow -> uses(flow, port))))
        .toList();
  }

  private static boolean uses(Flow flow, ContainerPort port) {
    return flow.connection().port() == port.port()
        && flow.connection().protocol() == port.protocol()
        && !flow.failedOnly();
  }
}
