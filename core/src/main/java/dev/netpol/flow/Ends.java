// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.model.IpAddress;
import dev.netpol.trace.EventNumbers;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Field;
import dev.netpol.trace.Identity;
import dev.netpol.trace.Peer;
import dev.netpol.trace.Requested;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What the texts of a key say: the same for all observations of a pod, or of a pod and its peer.
 */
final class Ends {

  /** The order that {@link Tuple} gives observations of different ends. */
  static final Comparator<Ends> AS_IN_TUPLES =
      Comparator.comparing((Ends it) -> it.node)
          .thenComparing(it -> it.observer.identity())
          .thenComparing(it -> it.peer.identity());

  private final String node;
  private final Peer observer;
  private final Peer peer;
  private final Optional<Requested> requested;
  private final String pod;
  private final Map<Optional<IpAddress>, Span> observed = new LinkedHashMap<>();
  private final Map<Optional<IpAddress>, Span> peers = new LinkedHashMap<>();

  /** When something was seen. */
  private static final class Span {
    long first = EventView.NO_TIME;
    long last = EventView.NO_TIME;

    void add(long from, long to) {
      // Unknown times are the largest when one less.
      first = Math.min(first - 1, from - 1) + 1;
      last = Math.max(last, to);
    }
  }

  Ends(EventView event, UnaryOperator<String> intern) {
    this.node = intern.apply(event.text(Field.NODE));
    this.observer = event.observer();
    this.peer = event.peer();
    this.requested = event.requested();
    Identity identity = observer.identity();
    this.pod =
        identity.namespace().isEmpty()
            ? identity.name()
            : identity.namespace() + "/" + identity.name();
  }

  Tuple tuple(
      EventNumbers event, Optional<IpAddress> saddr, Optional<IpAddress> daddr, long interval) {
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
    return pod;
  }

  /** Takes note of an observation of these ends. */
  void seen(Tuple tuple, long first, long last) {
    note(observed, observer, tuple.ownAddress(), first, last);
    note(peers, peer, tuple.otherAddress(), first, last);
  }

  private static void note(
      Map<Optional<IpAddress>, Span> spans,
      Peer seen,
      Optional<IpAddress> address,
      long first,
      long last) {
    Identity.Kind kind = seen.identity().kind();
    if (kind == Identity.Kind.POD || kind == Identity.Kind.SERVICE) {
      Optional<IpAddress> at = seen.address().isPresent() ? seen.address() : address;
      spans.computeIfAbsent(at, own -> new Span()).add(first, last);
    }
  }

  /** The pods and Services that are named. */
  void sightings(Consumer<Sighting> into) {
    observed.forEach((at, span) -> into.accept(sighting(observer, node, at, span)));
    peers.forEach((at, span) -> into.accept(sighting(peer, "", at, span)));
  }

  private static Sighting sighting(Peer seen, String node, Optional<IpAddress> at, Span span) {
    // A process that talks to itself says nothing of where its pod is.
    Optional<IpAddress> own = at.filter(ip -> !ip.isLoopback() && !ip.isUnspecified());
    return new Sighting(seen, node, own, span.first, span.last);
  }
}
