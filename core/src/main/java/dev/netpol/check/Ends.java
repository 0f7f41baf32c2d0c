// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.cluster.ClusterNode;
import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterService;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.cluster.Holder;
import dev.netpol.cluster.Holder.ServiceAddress;
import dev.netpol.cluster.Mesh;
import dev.netpol.flow.Named;
import dev.netpol.flow.Tuple;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Pod;
import dev.netpol.policy.Modes;
import dev.netpol.policy.Party;
import dev.netpol.policy.PolicySet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the ends of an observation by the addresses of its packets. What the log calls them counts
 * where it is better than the address: for the end that saw the packet itself, and where the
 * snapshot does not know the address, or the log has none.
 */
final class Ends {

  private final ClusterSnapshot snapshot;
  private final PolicySet policies;

  /** The pod that an address was asked for last: there is seldom another. */
  private final Map<IpAddress, AtAddress> pods = new ConcurrentHashMap<>();

  private record AtAddress(ClusterPod pod, End end) {}

  Ends(ClusterSnapshot snapshot, PolicySet policies) {
    this.snapshot = snapshot;
    this.policies = policies;
  }

  End initiator(Tuple tuple, long time) {
    End end = end(tuple, tuple.saddr(), tuple.initiator(), tuple.seenByInitiator(), time);
    if (!(end instanceof End.OfService service)) {
      return end;
    }
    // A load balancer's or an external address may be a machine's, which is a client, too.
    return service.how() != ServiceAddress.CLUSTER_IP && tuple.saddr().isPresent()
        ? known(Party.of(tuple.saddr().get()), Mesh.NONE)
        : new End.Unknown("opened by " + service.service() + ", a Service, which opens nothing");
  }

  End responder(Tuple tuple, long time) {
    return end(tuple, tuple.daddr(), tuple.responder(), !tuple.seenByInitiator(), time);
  }

  private End end(Tuple tuple, Optional<IpAddress> address, Named named, boolean sawIt, long time) {
    if (address.isEmpty()) {
      return byName(tuple, named, Optional.empty(), time)
          .orElseGet(() -> new End.Unknown("the log has neither an address nor a name for an end"));
    }
    IpAddress ip = address.get();
    Holder holder = snapshot.endpointAt(ip, time);
    if (holder instanceof Holder.Local local) {
      return new End.Untouched(local.reason());
    }
    if (holder instanceof Holder.OfPod held) {
      boolean other = sawIt && named.kind() == Named.Kind.POD && !isNamed(held.pod(), named);
      return other
          ? byName(tuple, named, address, time).orElseGet(() -> known(held.pod(), ip))
          : known(held.pod(), ip);
    }
    if (holder instanceof Holder.OfService held) {
      return new End.OfService(held.service(), held.kind(), address);
    }
    if (holder instanceof Holder.OfNode held) {
      return ofNode(held, ip, named, time);
    }
    Optional<End> byName = byName(tuple, named, address, time);
    if (byName.isPresent()) {
      return byName.get();
    }
    return holder instanceof Holder.Nobody nobody
        ? new End.Unknown(nobody.reason())
        : known(Party.of(ip), Mesh.NONE);
  }

  /** A node; or the pod in its network that is named, where such a pod is one like any other. */
  private End ofNode(Holder.OfNode node, IpAddress ip, Named named, long time) {
    boolean mayBePod = policies.modes().hostNetwork() == Modes.HostNetwork.POD;
    return Optional.of(named)
        .filter(it -> mayBePod && it.kind() == Named.Kind.POD)
        .flatMap(it -> find(it, time))
        .filter(it -> it.pod().hostNetwork() && isOn(it.pod(), node.node()))
        .map(it -> known(it, ip))
        .orElseGet(() -> known(Party.ofNode(node.node(), ip), Mesh.NONE));
  }

  private static boolean isOn(Pod pod, String node) {
    return pod.node().isEmpty() || node.isEmpty() || pod.node().equals(node);
  }

  private static boolean isNamed(ClusterPod pod, Named named) {
    boolean sameName =
        pod.pod().namespace().equals(named.namespace()) && pod.pod().name().equals(named.name());
    return sameName
        && (named.uid().isEmpty() || pod.uid().isEmpty() || pod.uid().equals(named.uid()));
  }

  private End known(ClusterPod pod, IpAddress ip) {
    AtAddress known = pods.get(ip);
    if (known == null || !Objects.equals(known.pod(), pod)) {
      known = new AtAddress(pod, known(Party.of(pod.pod(), ip), pod.mesh()));
      pods.put(ip, known);
    }
    return known.end();
  }

  private End known(Party party, Mesh mesh) {
    return new End.Known(policies.see(party), mesh);
  }

  private Optional<End> byName(Tuple tuple, Named named, Optional<IpAddress> address, long time) {
    return switch (named.kind()) {
      case POD -> Optional.of(pod(named, address, time));
      case SERVICE ->
          Optional.of(
              snapshot
                  .service(named.namespace(), named.name())
                  .map(it -> service(it, address))
                  .orElseGet(() -> new End.Unknown("nothing describes the Service " + named)));
      case UNNAMED ->
          Optional.of(
              snapshot
                  .workloadByLabels(named.namespace(), Labels.parse(named.name()))
                  .<End>map(it -> known(ofTemplate(it, it.id().name(), address), Mesh.NONE))
                  .orElseGet(() -> new End.Unknown("the log knows it by labels alone: " + named)));
      case HOST -> address.isPresent() ? Optional.empty() : host(tuple.node());
      case NOBODY -> Optional.empty();
    };
  }

  private static End service(ClusterService service, Optional<IpAddress> address) {
    return new End.OfService(service, ServiceAddress.CLUSTER_IP, address);
  }

  private Optional<ClusterPod> find(Named named, long time) {
    return (named.uid().isEmpty() ? Optional.<ClusterPod>empty() : snapshot.pod(named.uid()))
        .or(
            () ->
                snapshot
                    .podAt(named.namespace(), named.name(), time)
                    .filter(it -> isNamed(it, named)));
  }

  private End pod(Named named, Optional<IpAddress> address, long time) {
    Optional<ClusterPod> pod = find(named, time);
    if (pod.isPresent()) {
      Pod it = pod.get().pod();
      Optional<IpAddress> ip = address.or(() -> it.addresses().stream().findFirst());
      return known(new Party.PodParty(it, ip), pod.get().mesh());
    }
    // It is gone; its workload's template says what it was.
    return snapshot
        .workload(snapshot.workloadByPodName(named.namespace(), named.name()))
        .<End>map(it -> known(ofTemplate(it, named.name(), address), Mesh.NONE))
        .orElseGet(() -> new End.Unknown("nothing describes the pod " + named));
  }

  /** A pod of that name, which the workload made. */
  private static Party ofTemplate(
      ClusterWorkload workload, String name, Optional<IpAddress> address) {
    Pod pod =
        new Pod(
            workload.id().namespace(),
            name,
            workload.template(),
            address.map(List::of).orElse(List.of()),
            workload.hostNetwork(),
            "",
            workload.ports());
    return new Party.PodParty(pod, address);
  }

  private Optional<End> host(String node) {
    return snapshot.nodes().stream()
        .filter(it -> it.name().equals(node))
        .map(ClusterNode::addresses)
        .flatMap(List::stream)
        .findFirst()
        .map(ip -> known(Party.ofNode(node, ip), Mesh.NONE));
  }
}
