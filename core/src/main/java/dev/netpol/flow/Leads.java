// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.cluster.ClusterService;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.Mesh;
import dev.netpol.model.IpAddress;
import dev.netpol.trace.Identity;
import dev.netpol.trace.Requested;
import dev.netpol.trace.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Follows each observation by itself; for any number of threads. */
final class Leads {
  private final ClusterSnapshot snapshot;
  private final Naming naming;
  private final ServicePaths paths;

  /**
   * Of these observations.
   *
   * @param hostPods whether a named hostNetwork pod is itself and not its node
   */
  Leads(ClusterSnapshot snapshot, Map<Tuple, Tally> tuples, ServicePaths paths, boolean hostPods) {
    this.snapshot = snapshot;
    this.naming = new Naming(snapshot, tuples, hostPods);
    this.paths = paths;
  }

  Lead of(Tuple tuple, Tally tally) {
    String never = NoFlow.byAddress(tuple);
    if (!never.isEmpty()) {
      return new Lead.Nowhere(tuple, tally, never);
    }
    End observer = naming.observer(tuple, tally);
    Optional<IpAddress> other = tuple.otherAddress();
    if (other.isPresent() && observer.has(other.get())) {
      return new Lead.Nowhere(tuple, tally, Reason.OWN_ADDRESS);
    }
    return tuple.side() == Side.CONNECT
        ? connect(tuple, tally, observer)
        : accept(tuple, tally, observer);
  }

  private Lead accept(Tuple tuple, Tally tally, End to) {
    End from = naming.peer(tuple, tally);
    return mesh(to).redirects(tuple.protocol(), tuple.dport())
        ? new Lead.AtProxy(tuple, tally, from, to)
        : new Lead.Accept(tuple, tally, from, to);
  }

  static Mesh mesh(End end) {
    return end.pod().isPresent() ? end.pod().get().mesh() : Mesh.NONE;
  }

  private Lead connect(Tuple tuple, Tally tally, End from) {
    if (tuple.peer().kind() == Identity.Kind.SERVICE) {
      Optional<ClusterService> service =
          snapshot.service(tuple.peer().namespace(), tuple.peer().name());
      if (service.isPresent()) {
        return service.get().ports().isEmpty()
            ? new Lead.ToService(tuple, tally, from, service.get())
            : new Lead.Connect(
                tuple,
                tally,
                from,
                paths.clusterIp(service.get(), tuple.dport(), tuple.protocol()));
      }
    }
    List<Destination> all = direct(tuple, tally);
    if (tuple.requested().isPresent()) {
      Requested asked = tuple.requested().get();
      all = new ArrayList<>(all);
      all.addAll(paths.through(asked.address(), asked.port(), tuple.protocol(), tally.first()));
    }
    return new Lead.Connect(tuple, tally, from, all);
  }

  private List<Destination> direct(Tuple tuple, Tally tally) {
    if (tuple.peer().kind() != Identity.Kind.POD && tuple.daddr().isPresent()) {
      List<Destination> through =
          paths.through(tuple.daddr().get(), tuple.dport(), tuple.protocol(), tally.first());
      if (!through.isEmpty()) {
        return through;
      }
    }
    return List.of(Destination.direct(naming.peer(tuple, tally), tuple.dport()));
  }
}
