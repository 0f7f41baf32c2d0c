// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.Observed;
import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.Holder;
import dev.netpol.flow.Flow;
import dev.netpol.flow.Named;
import dev.netpol.flow.Tally;
import dev.netpol.flow.Tuple;
import dev.netpol.model.Endpoint;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Workload;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Which pods the observations behind flows show, as {@code namespace/name}. */
final class SeenPods {
  private final ClusterSnapshot snapshot;
  private final Map<Flow, NavigableSet<String>> initiators = new HashMap<>();
  private final Map<Flow, NavigableSet<String>> responders = new HashMap<>();
  private final Map<Endpoint, NavigableSet<String>> all = new HashMap<>();

  private SeenPods(ClusterSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  static SeenPods of(Observed observed, Collection<Flow> flows) {
    SeenPods pods = new SeenPods(observed.snapshot());
    Map<Tuple, Tally> tallies = observed.table().tuples();
    for (Flow flow : flows) {
      NavigableSet<String> from = new TreeSet<>();
      NavigableSet<String> to = new TreeSet<>();
      for (Tuple tuple : flow.tuples()) {
        long time = tallies.getOrDefault(tuple, Tally.EMPTY).first();
        pods.pod(tuple.initiator(), tuple.saddr(), flow.connection().from(), time)
            .ifPresent(from::add);
        pods.pod(tuple.responder(), tuple.daddr(), flow.connection().to(), time).ifPresent(to::add);
      }
      pods.add(flow, from, to);
    }
    return pods;
  }

  private void add(Flow flow, NavigableSet<String> from, NavigableSet<String> to) {
    initiators.put(flow, from);
    responders.put(flow, to);
    all.computeIfAbsent(flow.connection().from(), end -> new TreeSet<>()).addAll(from);
    all.computeIfAbsent(flow.connection().to(), end -> new TreeSet<>()).addAll(to);
  }

  /** The pod that was this end, if the log or its address tells: behind a Service none does. */
  private Optional<String> pod(Named named, Optional<IpAddress> address, Endpoint end, long time) {
    if (!(end instanceof Workload workload)) {
      return Optional.empty();
    }
    if (named.kind() == Named.Kind.POD) {
      return Optional.of(named.toString());
    }
    return address
        .map(ip -> snapshot.endpointAt(ip, time))
        .filter(Holder.OfPod.class::isInstance)
        .map(holder -> ((Holder.OfPod) holder).pod())
        .filter(pod -> pod.workload().equals(workload))
        .map(ClusterPod::toString);
  }

  /** Pods of a workload that some flow shows. */
  NavigableSet<String> of(Workload workload) {
    return all.getOrDefault(workload, new TreeSet<>());
  }

  /** Pods that a rule's evidence shows as peers: initiators for ingress. */
  NavigableSet<String> peers(List<Flow> flows, boolean ingress) {
    NavigableSet<String> names = new TreeSet<>();
    for (Flow flow : flows) {
      names.addAll((ingress ? initiators : responders).getOrDefault(flow, new TreeSet<>()));
    }
    return names;
  }
}
