// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import com.google.common.collect.Comparators;
import com.google.common.collect.ComparisonChain;
import dev.netpol.model.IpAddress;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Peer;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A pod or Service that a log names, with all that it says of it. Where no snapshot knows better,
 * these stand for one.
 *
 * @param peer for a Service, the labels are its selector
 * @param node that the log places a pod on, or empty
 * @param address at which it was seen
 * @param first when, nanoseconds since 1970, or {@link EventView#NO_TIME}
 * @param last likewise
 */
public record Sighting(Peer peer, String node, Optional<IpAddress> address, long first, long last)
    implements Comparable<Sighting> {

  private static final Comparator<Iterable<Map.Entry<String, String>>> ENTRIES =
      Comparators.lexicographical(
          Map.Entry.<String, String>comparingByKey().thenComparing(Map.Entry.comparingByValue()));

  public Sighting {
    Objects.requireNonNull(peer, "peer");
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(address, "address");
  }

  /** The same at no time. */
  Sighting timeless() {
    return new Sighting(peer, node, address, EventView.NO_TIME, EventView.NO_TIME);
  }

  /** The same on another node. */
  Sighting on(String other) {
    return new Sighting(peer, other, address, first, last);
  }

  /** From the earlier start to the later end. */
  Sighting widened(Sighting other) {
    long start = Tally.earlier(first, other.first);
    return new Sighting(peer, node, address, start, Math.max(last, other.last));
  }

  private static Iterable<Map.Entry<String, String>> entries(Peer peer) {
    return peer.labels().asMap().entrySet();
  }

  @Override
  public int compareTo(Sighting other) {
    int order = peer.identity().compareTo(other.peer.identity());
    return order != 0 ? order : compareOfSameName(other);
  }

  // Apart, since the name nearly always decides, and texts of labels take long to make.
  private int compareOfSameName(Sighting other) {
    return ComparisonChain.start()
        .compare(peer.labels().toString(), other.peer.labels().toString())
        // A log's labels may hold commas: other labels, the same text.
        .compare(entries(peer), entries(other.peer), ENTRIES)
        .compare(peer.owner(), other.peer.owner())
        .compare(peer.address(), other.peer.address(), Orders.optional())
        .compare(peer.hostAddress(), other.peer.hostAddress(), Orders.optional())
        .compareFalseFirst(peer.hostNetwork(), other.peer.hostNetwork())
        .compare(node, other.node)
        .compare(address, other.address, Orders.optional())
        .compare(first, other.first)
        .compare(last, other.last)
        .result();
  }
}
