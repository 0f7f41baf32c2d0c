// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.model.IpAddress;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which pod had an address, as the events themselves say: one that names the pod that saw it also
 * tells that pod's own address at that time. This knows pods that no snapshot has.
 */
final class Bindings {
  private static final long NEVER = Long.MAX_VALUE;
  private static final long SOMETIME = Long.MAX_VALUE / 2;

  /** A pod at an address while it was seen there. */
  private static final class Binding {
    final Identity pod;
    private String node;
    private long first;
    private long last;

    Binding(Tuple tuple, Tally tally) {
      this.pod = tuple.observer();
      this.node = tuple.node();
      this.first = tally.first();
      this.last = tally.last();
    }

    void widen(Tuple tuple, Tally tally) {
      boolean timeless = timeless() || tally.first() == EventView.NO_TIME;
      node = node.isEmpty() ? tuple.node() : node;
      first = timeless ? EventView.NO_TIME : Math.min(first, tally.first());
      last = Math.max(last, tally.last());
    }

    boolean timeless() {
      return first == EventView.NO_TIME;
    }

    boolean overlaps(Binding other) {
      return !timeless() && !other.timeless() && first <= other.last && other.first <= last;
    }

    long distance(Tally tally) {
      if (timeless() || tally.first() == EventView.NO_TIME) {
        return SOMETIME;
      }
      return tally.first() > last
          ? tally.first() - last
          : tally.last() < first ? first - tally.last() : 0;
    }
  }

  private final Map<IpAddress, List<Binding>> bindings = new HashMap<>();

  void add(IpAddress address, Tuple tuple, Tally tally) {
    List<Binding> known = bindings.computeIfAbsent(address, key -> new ArrayList<>(1));
    for (Binding binding : known) {
      if (binding.pod.equals(tuple.observer())) {
        binding.widen(tuple, tally);
        return;
      }
    }
    known.add(new Binding(tuple, tally));
  }

  boolean knows(IpAddress address) {
    return bindings.containsKey(address);
  }

  /** The pod that was seen there during some of that time; the only one, where there is no time. */
  Optional<Identity> during(IpAddress address, Tally tally) {
    Binding nearest = nearest(address, tally);
    if (nearest == null) {
      return Optional.empty();
    }
    long distance = nearest.distance(tally);
    boolean only = distance == SOMETIME && bindings.getOrDefault(address, List.of()).size() == 1;
    return distance == 0 || only ? Optional.of(nearest.pod) : Optional.empty();
  }

  /** The pod that was seen there next to that time. */
  Optional<Identity> near(IpAddress address, Tally tally) {
    Binding nearest = nearest(address, tally);
    return nearest == null || nearest.distance(tally) == SOMETIME
        ? during(address, tally)
        : Optional.of(nearest.pod);
  }

  private @Nullable Binding nearest(IpAddress address, Tally tally) {
    Binding nearest = null;
    long least = NEVER;
    List<Binding> known = bindings.getOrDefault(address, List.of());
    for (int i = 0; i < known.size(); i++) {
      Binding binding = known.get(i);
      long distance = binding.distance(tally);
      if (distance < least
          || (nearest != null && distance == least && binding.pod.compareTo(nearest.pod) < 0)) {
        nearest = binding;
        least = distance;
      }
    }
    return nearest;
  }

  /**
   * The node on which several pods had the address at one time, empty name when not known: then it
   * is the node's address, and they are hostNetwork pods.
   */
  Optional<String> sharedOn(IpAddress address) {
    List<Binding> list = bindings.getOrDefault(address, List.of());
    for (int i = 0; i < list.size(); i++) {
      for (int j = i + 1; j < list.size(); j++) {
        if (list.get(i).overlaps(list.get(j))) {
          return Optional.of(list.get(i).node);
        }
      }
    }
    return Optional.empty();
  }
}
