// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.model.IpAddress;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Identity;
import dev.netpol.trace.Lines;
import dev.netpol.trace.Peer;
import dev.netpol.trace.Side;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A distinct key, with one cell for each interval in which its addresses kept their holders. */
final class Observed {

  private static final long[] NEVER = new long[0];

  private final Tuple tuple;
  private final Peer observer;
  private final Peer peer;
  private final long[] cuts;
  private final Cell[] cells;

  private Observed(Tuple tuple, Peer observer, Peer peer, long[] cuts) {
    this.tuple = tuple;
    this.observer = observer;
    this.peer = peer;
    this.cuts = cuts;
    this.cells = new Cell[cuts.length + 1];
  }

  static Observed of(EventView event, AddressCuts cuts, UnaryOperator<String> intern) {
    Peer observer = event.observer();
    Peer peer = event.peer();
    Tuple tuple =
        new Tuple(
            event.format(),
            event.side(),
            intern.apply(event.text(dev.netpol.trace.Field.NODE)),
            interned(observer.identity(), intern),
            interned(peer.identity(), intern),
            event.saddr(),
            event.daddr(),
            event.protocol(),
            event.dport(),
            event.requested(),
            EventView.NO_TIME);
    return new Observed(tuple, observer, peer, both(cuts, tuple));
  }

  private static Identity interned(Identity identity, UnaryOperator<String> intern) {
    return identity.equals(Identity.NONE)
        ? Identity.NONE
        : new Identity(
            identity.kind(),
            intern.apply(identity.namespace()),
            intern.apply(identity.name()),
            intern.apply(identity.uid()));
  }

  private static long[] both(AddressCuts cuts, Tuple tuple) {
    long[] from = tuple.saddr().map(cuts::cuts).orElse(NEVER);
    long[] to = tuple.daddr().map(cuts::cuts).orElse(NEVER);
    if (from.length + to.length == 0) {
      return NEVER;
    }
    long[] all = Arrays.copyOf(from, from.length + to.length);
    System.arraycopy(to, 0, all, from.length, to.length);
    return Arrays.stream(all).sorted().distinct().toArray();
  }

  void add(EventView event, UnaryOperator<String> intern) {
    int interval = 0;
    if (cuts.length > 0) {
      int found = Arrays.binarySearch(cuts, event.time());
      interval = found >= 0 ? found + 1 : -found - 1;
    }
    if (cells[interval] == null) {
      cells[interval] = new Cell();
    }
    cells[interval].add(event, intern);
  }

  void tallies(Lines lines, UnaryOperator<String> intern, BiConsumer<Tuple, Tally> into) {
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] != null) {
        Tuple then = i == 0 ? tuple : tuple.at(cuts[i - 1]);
        into.accept(then, cells[i].tally(then, lines, intern));
      }
    }
  }

  /** The pods and Services that are named. */
  void sightings(Consumer<Sighting> into) {
    boolean connect = tuple.side() == Side.CONNECT;
    sighting(observer, tuple.node(), connect ? tuple.saddr() : tuple.daddr(), into);
    sighting(peer, "", connect ? tuple.daddr() : tuple.saddr(), into);
  }

  private void sighting(
      Peer seen, String node, Optional<IpAddress> address, Consumer<Sighting> into) {
    Identity.Kind kind = seen.identity().kind();
    if (kind != Identity.Kind.POD && kind != Identity.Kind.SERVICE) {
      return;
    }
    // A process that talks to itself says nothing of where its pod is.
    Optional<IpAddress> at =
        seen.address().or(() -> address.filter(own -> !own.isLoopback() && !own.isUnspecified()));
    for (Cell cell : cells) {
      if (cell != null) {
        into.accept(new Sighting(seen, node, at, cell.first(), cell.last()));
      }
    }
  }
}
