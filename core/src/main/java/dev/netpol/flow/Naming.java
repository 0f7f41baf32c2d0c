// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.Holder;
import dev.netpol.cluster.Holder.ServiceAddress;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.trace.Identity;
import java.util.Map;
import java.util.Optional;

/**
 * Names the ends of observations: by what the log calls them, else by their address, as the events
 * of other pods or the snapshot know it. For any number of threads.
 */
final class Naming {
  private final ClusterSnapshot snapshot;
  private final boolean hostPods;
  private final Bindings bindings = new Bindings();

  /**
   * Names for the ends of these observations.
   *
   * @param hostPods whether a named hostNetwork pod is itself and not its node
   */
  Naming(ClusterSnapshot snapshot, Map<Tuple, Tally> tuples, boolean hostPods) {
    this.snapshot = snapshot;
    this.hostPods = hostPods;
    tuples.forEach(this::bind);
  }

  private void bind(Tuple tuple, Tally tally) {
    Optional<IpAddress> own = tuple.ownAddress();
    if (tuple.observer().kind() == Identity.Kind.POD
        && own.isPresent()
        && isOfPod(own.get(), tuple.observer(), tally.first())) {
      bindings.add(own.get(), tuple, tally);
    }
  }

  /** Whether the pod that saw it at this address had it for itself. */
  private boolean isOfPod(IpAddress address, Identity id, long time) {
    if (address.isLoopback() || address.isUnspecified()) {
      return false;
    }
    Optional<ClusterPod> pod = pod(id, time);
    return !(pod.isPresent() && pod.get().pod().hostNetwork()) && !ofNode(address, time);
  }

  /** The end that saw it. */
  End observer(Tuple tuple, Tally tally) {
    Optional<IpAddress> address = tuple.ownAddress();
    if (tuple.observer().kind() == Identity.Kind.POD) {
      return named(tuple.observer(), address, tuple.node(), tally);
    }
    if (tuple.observer().kind() == Identity.Kind.HOST) {
      return host(tuple.node(), address, tally.first());
    }
    return unnamed(tuple.observer(), address, tuple.node(), tally);
  }

  /** The other end, where the log names a pod or nothing at all: Services are for the caller. */
  End peer(Tuple tuple, Tally tally) {
    Optional<IpAddress> address = tuple.otherAddress();
    if (tuple.peer().kind() == Identity.Kind.POD) {
      return named(tuple.peer(), address, "", tally);
    }
    if (tuple.peer().kind() == Identity.Kind.HOST) {
      return host(tuple.peer().name(), address, tally.first());
    }
    return unnamed(tuple.peer(), address, tuple.peer().name(), tally);
  }

  /** The end at an address or, what is in the cluster, by its labels: that is never outside. */
  private End unnamed(Identity id, Optional<IpAddress> address, String subject, Tally tally) {
    End end =
        address
            .map(ip -> at(ip, tally))
            .orElseGet(
                () -> End.unresolved(subject, "the log says neither pod nor address of this end"));
    return id.kind() != Identity.Kind.UNNAMED || end.isWorkload() || end.isNode()
        ? end
        : snapshot
            .workloadByLabels(id.namespace(), Labels.parse(id.name()))
            .map(workload -> End.guessed(workload.id()))
            .orElseGet(
                () ->
                    End.unresolved(
                        address.map(IpAddress::toString).orElse(subject),
                        "the log knows it by labels alone: " + Named.of(id)));
  }

  private End named(Identity id, Optional<IpAddress> address, String node, Tally tally) {
    Optional<ClusterPod> pod = pod(id, tally.first());
    if (pod.isPresent()) {
      ClusterPod known = pod.get();
      if (hostPods || !known.pod().hostNetwork()) {
        return End.of(known);
      }
      String name = known.pod().node().isEmpty() ? node : known.pod().node();
      Optional<IpAddress> own = address.or(() -> known.pod().addresses().stream().findFirst());
      return host(name, own, tally.first());
    }
    // The pod is gone. If it had an address of a node, it was a hostNetwork pod.
    if (address.isPresent()) {
      IpAddress ip = address.get();
      if (snapshot.endpointAt(ip, tally.first()) instanceof Holder.OfNode holder && holder.own()) {
        return End.of(holder);
      }
      Optional<String> shared = bindings.sharedOn(ip);
      if (shared.isPresent()) {
        return End.node(node.isEmpty() ? shared.get() : node, ip);
      }
    }
    return End.guessed(snapshot.workloadByPodName(id.namespace(), id.name()));
  }

  private Optional<ClusterPod> pod(Identity id, long time) {
    if (!id.uid().isEmpty()) {
      Optional<ClusterPod> known = snapshot.pod(id.uid());
      if (known.isPresent()) {
        return known;
      }
    }
    Optional<ClusterPod> byName = snapshot.podAt(id.namespace(), id.name(), time);
    // Another pod of that name, if both say who they are: a StatefulSet's before it was remade.
    return id.uid().isEmpty() ? byName : byName.filter(pod -> pod.uid().isEmpty());
  }

  private boolean ofNode(IpAddress address, long time) {
    return snapshot.endpointAt(address, time) instanceof Holder.OfNode holder && holder.own();
  }

  /** A process of that node, or of one that the log does not name. */
  private End host(String node, Optional<IpAddress> address, long time) {
    Optional<IpAddress> known = address.filter(ip -> !ip.isUnspecified() && !ip.isLoopback());
    if (node.isEmpty()
        && known.isPresent()
        && snapshot.endpointAt(known.get(), time) instanceof Holder.OfNode holder) {
      return End.of(holder);
    }
    return known
        .or(
            () ->
                snapshot.nodes().stream()
                    .filter(n -> n.name().equals(node))
                    .flatMap(n -> n.addresses().stream())
                    .findFirst())
        .map(ip -> End.node(node, ip))
        .orElseGet(() -> End.unresolved("node " + node, "the log has no address of the node"));
  }

  /**
   * The end at an address: as events say of that very time, else the snapshot, else events near.
   */
  End at(IpAddress address, Tally tally) {
    Optional<Identity> bound = bindings.during(address, tally);
    if (bound.isPresent()) {
      return bound(bound.get(), address, tally);
    }
    Holder holder = snapshot.endpointAt(address, tally.first());
    if (holder instanceof Holder.OfPod pod) {
      return End.of(pod.pod());
    }
    if (holder instanceof Holder.OfNode node && !node.inferred()) {
      return End.of(node);
    }
    Optional<Identity> near = bindings.near(address, tally);
    if (near.isPresent()) {
      return bound(near.get(), address, tally);
    }
    if (holder instanceof Holder.OfNode node) {
      return End.of(node);
    }
    if (holder instanceof Holder.Nobody nobody) {
      return End.unresolved(address.toString(), nobody.reason());
    }
    if (holder instanceof Holder.OfService service && service.kind() == ServiceAddress.CLUSTER_IP) {
      return End.unresolved(
          address.toString(), "an address of Service " + service.service() + " as an end");
    }
    // What else a Service is published at may be a machine outside, and that may be a client.
    // An address that several pods claimed and that no time tells apart is still a pod's.
    return bindings.knows(address)
        ? End.unresolved(address.toString(), "several pods had it")
        : End.outside(address);
  }

  private End bound(Identity pod, IpAddress address, Tally tally) {
    return named(pod, Optional.of(address), "", tally);
  }
}
