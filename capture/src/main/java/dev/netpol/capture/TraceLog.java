// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.model.Labels;
import dev.netpol.model.Protocol;
import dev.netpol.trace.ConnectionEvent;
import dev.netpol.trace.EndRecord;
import dev.netpol.trace.Identity;
import dev.netpol.trace.LostRecord;
import dev.netpol.trace.Peer;
import dev.netpol.trace.Place;
import dev.netpol.trace.Side;
import dev.netpol.trace.TraceHeader;
import dev.netpol.trace.TraceWriter;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Says what the kernel reported in the words of the trace format. */
final class TraceLog {
  private static final Place HERE = new Place(0, 0, 0);

  private final TraceWriter out;
  private final String node;
  private final SortedMap<String, Long> lost = new TreeMap<>();
  private long written;

  TraceLog(TraceWriter out, String node) {
    this.out = out;
    this.node = node;
  }

  /** Nothing is left out. */
  void header(long time, String hook, String kernel, Map<Side, Set<Protocol>> covers)
      throws IOException {
    out.header(new TraceHeader(1, node, time, covers, new TreeMap<>(), hook, kernel, HERE));
  }

  /**
   * One connection.
   *
   * @param epoch nanoseconds between 1970 and the start of the machine
   */
  void event(Event.Connection event, long epoch, Owner owner) throws IOException {
    ConnectionEvent.Builder line =
        event.side() == Side.CONNECT ? ConnectionEvent.connect() : ConnectionEvent.accept();
    long time = event.time() + epoch;
    event.requested().ifPresent(asked -> line.requested(asked.address(), asked.port()));
    out.event(
        line.time(time)
            .node(node)
            .observer(observer(owner))
            .container(owner.container())
            .process(event.pid(), event.comm(), "")
            .protocol(event.protocol())
            .from(event.source(), event.sport())
            .to(event.destination(), event.dport())
            .outcome(event.outcome(), event.errno(), elapsedMillis(event))
            .repeated(event.count(), event.last() + epoch)
            .existing(event.existing())
            .build());
    written++;
  }

  /** A connect whose begin was not seen took an unknown time, not none. */
  private static long elapsedMillis(Event.Connection event) {
    return event.elapsed() == 0 ? -1 : event.elapsed() / 1_000_000;
  }

  private static Peer observer(Owner owner) {
    return owner.podUid().isEmpty()
        ? Peer.NONE
        : Peer.of(Identity.pod("", "", owner.podUid()), Labels.NONE);
  }

  /** So many more were lost in that layer, none included. */
  void lost(long time, String layer, long more) throws IOException {
    lost.merge(layer, more, Long::sum);
    if (more > 0) {
      out.lost(new LostRecord(time, node, layer, more, HERE));
    }
  }

  void end(long time, long received) throws IOException {
    out.end(new EndRecord(time, node, received, written, lost, HERE));
  }

  void flush() throws IOException {
    out.flush();
  }
}
