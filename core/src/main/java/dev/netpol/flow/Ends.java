// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.model.IpAddress;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Field;
import dev.netpol.trace.Identity;
import dev.netpol.trace.Peer;
import dev.netpol.trace.Requested;
import dev.netpol.trace.Side;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What the texts of a key say: the same for all observations of a pod, or of a pod and its peer.
 */
final class Ends {

  private final String node;
  private final Peer observer;
  private final Peer peer;
  private final Optional<Requested> requested;
  private final Map<Optional<IpAddress>, Sighting> observed = new LinkedHashMap<>();
  private final Map<Optional<IpAddress>, Sighting> peers = new LinkedHashMap<>();

  Ends(EventView event, UnaryOperator<String> intern) {
    this.node = intern.apply(event.text(Field.NODE));
    this.observer = event.observer();
    this.peer = event.peer();
    this.requested = event.requested();
  }

  Tuple tuple(
      EventView event, Optional<IpAddress> saddr, Optional<IpAddress> daddr, long interval) {
    return new Tuple(
        event.format(),
        event.side(),
        node,
        observer.identity(),
        peer.identity(),
        saddr,
        daddr,
        event.protocol(),
        event.dport(),
        requested,
        interval);
  }

  /** {@code namespace/name} of the pod that saw it, or empty. */
  String pod() {
    Identity identity = observer.identity();
    return identity.namespace().isEmpty()
        ? identity.name()
        : identity.namespace() + "/" + identity.name();
  }

  /** Takes note of an observation of these ends. */
  void seen(Tuple tuple, long first, long last) {
    boolean connect = tuple.side() == Side.CONNECT;
    Optional<IpAddress> near = connect ? tuple.saddr() : tuple.daddr();
    Optional<IpAddress> far = connect ? tuple.daddr() : tuple.saddr();
    note(observed, observer, node, near, first, last);
    note(peers, peer, "", far, first, last);
  }

  private static void note(
      Map<Optional<IpAddress>, Sighting> notes,
      Peer seen,
      String node,
      Optional<IpAddress> address,
      long first,
      long last) {
    Identity.Kind kind = seen.identity().kind();
    if (kind != Identity.Kind.POD && kind != Identity.Kind.SERVICE) {
      return;
    }
    // A process that talks to itself says nothing of where its pod is.
    Optional<IpAddress> at =
        seen.address().or(() -> address.filter(own -> !own.isLoopback() && !own.isUnspecified()));
    Sighting sighting = new Sighting(seen, node, at, first, last);
    notes.merge(at, sighting, Sighting::widened);
  }

  /** The pods and Services that are named. */
  void sightings(Consumer<Sighting> into) {
    observed.values().forEach(into);
    peers.values().forEach(into);
  }
}
