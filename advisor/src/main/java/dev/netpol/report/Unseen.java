// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.Observed;
import dev.netpol.advise.Advice;
import dev.netpol.cluster.ClusterService;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.cluster.Holder;
import dev.netpol.flow.Flow;
import dev.netpol.flow.Named;
import dev.netpol.flow.Tally;
import dev.netpol.flow.Tuple;
import dev.netpol.model.Endpoint;
import dev.netpol.model.IpAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the trace did not show, though the snapshot has it.
 *
 * @param workloads without any flow
 * @param services that nobody dialled; of a headless or published one, whose pods nobody connected
 *     to
 */
public record Unseen(List<String> workloads, List<String> services) {

  static Unseen of(Observed observed, Advice advice) {
    ClusterSnapshot snapshot = observed.snapshot();
    Set<Endpoint> ends = new HashSet<>();
    Set<Endpoint> reached = new HashSet<>();
    StringBuilder via = new StringBuilder();
    for (Flow flow : advice.flows().flows()) {
      ends.add(flow.connection().from());
      ends.add(flow.connection().to());
      reached.add(flow.connection().to());
      via.append(flow.via()).append('\n');
    }
    Set<String> dialled = dialled(observed);
    return new Unseen(
        snapshot.workloads().stream()
            .filter(it -> !it.id().kind().equals("Service") && !ends.contains(it.id()))
            .map(ClusterWorkload::toString)
            .toList(),
        snapshot.services().stream()
            .filter(it -> !it.type().equals("ExternalName") && !dialled.contains(it.toString()))
            .filter(it -> via.indexOf(" " + it + ":") < 0)
            .filter(
                it ->
                    !isReachedOtherwise(it)
                        || snapshot.selected(it).stream()
                            .noneMatch(pods -> reached.contains(pods.id())))
            .map(ClusterService::toString)
            .toList());
  }

  /** Its clients dial the pods themselves, or are outside, where no connect is seen. */
  private static boolean isReachedOtherwise(ClusterService service) {
    return service.clusterIps().isEmpty() || service.published();
  }

  private static Set<String> dialled(Observed observed) {
    Set<String> names = new HashSet<>();
    for (Map.Entry<Tuple, Tally> entry : observed.table().tuples().entrySet()) {
      Tuple tuple = entry.getKey();
      long time = entry.getValue().first();
      if (tuple.responder().kind() == Named.Kind.SERVICE) {
        names.add(tuple.responder().toString());
      }
      tuple.daddr().ifPresent(ip -> add(observed.snapshot(), ip, time, names));
      tuple.requested().ifPresent(asked -> add(observed.snapshot(), asked.address(), time, names));
    }
    return names;
  }

  private static void add(ClusterSnapshot snapshot, IpAddress ip, long time, Set<String> names) {
    if (snapshot.endpointAt(ip, time) instanceof Holder.OfService holder) {
      names.add(holder.service().toString());
    }
  }
}
