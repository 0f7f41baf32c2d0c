// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.cluster.ClusterService;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.Ranges;
import dev.netpol.flow.Flow;
import dev.netpol.flow.Tuple;
import dev.netpol.model.Cidr;
import dev.netpol.model.Direction;
import dev.netpol.model.Endpoint;
import dev.netpol.model.IpAddress;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Workload;
import dev.netpol.policy.Peer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Address ranges that the capture or the user left out. Isolation would cut them unseen, so they
 * stay open in every policy.
 *
 * <p>An ipBlock does not match pods on every network (Cilium). Where the ranges hold every pod
 * address, all pods stay open by selector as well, which adds nothing. Where they hold a Service's
 * address but not its pods', those pods stay open, for they are what a policy sees.
 */
final class NotGoverned {

  private final ClusterSnapshot snapshot;
  private final List<Cidr> ranges;
  private final boolean allPods;

  NotGoverned(ClusterSnapshot snapshot, Collection<Cidr> captured, Collection<Cidr> asked) {
    this.snapshot = snapshot;
    List<Cidr> all = new ArrayList<>(captured);
    all.addAll(asked);
    this.ranges = Cidr.join(all);
    List<Ranges.Range> pods = snapshot.ranges().pods();
    this.allPods =
        !pods.isEmpty()
            && pods.stream()
                .allMatch(pod -> ranges.stream().anyMatch(range -> range.contains(pod.cidr())));
  }

  List<Cidr> ranges() {
    return ranges;
  }

  /** Whether everything behind the flow is with addresses in the ranges. */
  boolean covers(Flow flow, Direction direction) {
    Endpoint other =
        direction == Direction.EGRESS ? flow.connection().to() : flow.connection().from();
    return !ranges.isEmpty()
        && !flow.tuples().isEmpty()
        && flow.tuples().stream().allMatch(tuple -> covers(remote(tuple, direction), other));
  }

  /** Whether {@link #peers} already admits that end on every port, whatever the network. */
  boolean opens(Endpoint end) {
    return end instanceof Workload && allPods;
  }

  /** What stays open, for a policy of that namespace. */
  List<Peer> peers(String namespace, Direction direction) {
    List<Peer> peers = new ArrayList<>();
    if (allPods) {
      peers.add(Peer.Pods.ofNamespaces(LabelSelector.EVERYTHING));
    } else if (direction == Direction.EGRESS) {
      Set<Peer> behind = new TreeSet<>(PeerOrder.PEERS);
      for (ClusterService service : snapshot.services()) {
        if (service.clusterIps().stream().anyMatch(this::contains)) {
          behind(service, namespace).forEach(behind::add);
        }
      }
      peers.addAll(behind);
    }
    ranges.forEach(range -> peers.add(Peer.IpBlock.of(range)));
    peers.sort(PeerOrder.PEERS);
    return peers;
  }

  /** What a policy sees in place of a Service's address. */
  private Stream<Peer> behind(ClusterService service, String namespace) {
    Stream<Peer> pods =
        service.selector().filter(selector -> !selector.isEmpty()).stream()
            .map(LabelSelector::of)
            .map(selector -> PeerFinder.pods(service.namespace(), selector, namespace));
    Stream<Peer> addresses =
        service.ports().stream()
            .flatMap(port -> snapshot.backends(service, port).stream())
            .flatMap(backend -> PeerFinder.address(backend.endpoint()).stream())
            .map(PeerFinder::block);
    return Stream.concat(pods, addresses);
  }

  private boolean covers(Optional<IpAddress> remote, Endpoint other) {
    return remote.map(this::contains).orElseGet(() -> allPods && other instanceof Workload);
  }

  private boolean contains(IpAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  private static Optional<IpAddress> remote(Tuple tuple, Direction direction) {
    return direction == Direction.EGRESS ? tuple.daddr() : tuple.saddr();
  }
}
