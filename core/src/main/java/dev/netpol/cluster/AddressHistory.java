// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Which pod held an address when. HostNetwork pods hold none: theirs are their node's. */
final class AddressHistory {
  private static final long ALWAYS = Long.MIN_VALUE;

  /** One pod at one address, from (included) to (excluded). */
  private record Hold(ClusterPod pod, long from, long to, Optional<Holder> answer) {

    static Hold of(ClusterPod pod, long from, long to) {
      return new Hold(pod, from, to, Optional.of(new Holder.OfPod(pod)));
    }

    boolean during(long time) {
      return from <= time && time < to;
    }
  }

  private static final long[] NEVER = {};

  private final Map<IpAddress, List<Hold>> holds = new HashMap<>();
  private final Map<IpAddress, long[]> cuts = new ConcurrentHashMap<>();

  /**
   * A history of these pods.
   *
   * @param seen when a pod was first heard of: stands for its start where that is not known and
   *     another pod had the address before
   */
  AddressHistory(List<ClusterPod> pods, IdentityHashMap<ClusterPod, Long> seen) {
    Map<IpAddress, List<ClusterPod>> holders = new HashMap<>();
    for (ClusterPod pod : pods) {
      if (!pod.pod().hostNetwork()) {
        pod.pod()
            .addresses()
            .forEach(ip -> holders.computeIfAbsent(ip, k -> new ArrayList<>(1)).add(pod));
      }
    }
    holders.forEach((ip, list) -> holds.put(ip, holds(list, seen)));
  }

  // An address has one holder at a time, so that the next one's start is the last one's end, even
  // where nobody saw the last one go.
  private static List<Hold> holds(List<ClusterPod> pods, IdentityHashMap<ClusterPod, Long> seen) {
    List<Hold> list = new ArrayList<>(pods.size());
    // A pod on its way out keeps its address, unless another has it to stay.
    boolean taken = pods.stream().anyMatch(AddressHistory::stays);
    for (ClusterPod pod : pods) {
      boolean guess = pod.from() == ALWAYS && pods.size() > 1;
      long from = guess ? seen.getOrDefault(pod, ALWAYS) : pod.from();
      long to = taken ? Math.min(pod.to(), pod.leaves()) : pod.to();
      list.add(Hold.of(pod, from, Math.max(from, to)));
    }
    list.sort(
        Comparator.comparingLong(Hold::from)
            .thenComparing(hold -> hold.pod().origin(), Comparator.reverseOrder())
            .thenComparing(hold -> hold.pod().pod().namespace())
            .thenComparing(hold -> hold.pod().pod().name())
            .thenComparing(hold -> hold.pod().uid()));
    for (int i = 0; i + 1 < list.size(); i++) {
      Hold hold = list.get(i);
      long next = list.get(i + 1).from();
      if (next > hold.from() && next < hold.to()) {
        list.set(i, Hold.of(hold.pod(), hold.from(), next));
      }
    }
    Hold first = list.get(0);
    if (first.pod().from() == ALWAYS) {
      list.set(0, Hold.of(first.pod(), ALWAYS, first.to()));
    }
    return List.copyOf(list);
  }

  private static boolean stays(ClusterPod pod) {
    return pod.live() && pod.leaves() == Long.MAX_VALUE;
  }

  /** The pod that held the address then; or why that cannot be told; or empty: no pod ever did. */
  Optional<Holder> at(IpAddress address, long time) {
    List<Hold> list = holds.get(address);
    if (list == null) {
      return Optional.empty();
    }
    if (list.size() == 1 && (time == ALWAYS || list.get(0).during(time))) {
      return list.get(0).answer();
    }
    List<ClusterPod> then = time == ALWAYS ? last(list) : during(list, time);
    if (then.isEmpty()) {
      return Optional.of(new Holder.Nobody(nobody(list, address, time)));
    }
    Set<Object> workloads = new LinkedHashSet<>();
    then.forEach(pod -> workloads.add(pod.workload()));
    if (workloads.size() > 1) {
      return Optional.of(
          new Holder.Nobody(
              "both " + then.get(0) + " and " + then.get(1) + " had " + address + at(time)));
    }
    return Optional.of(new Holder.OfPod(then.get(then.size() - 1)));
  }

  private static List<ClusterPod> during(List<Hold> list, long time) {
    List<Hold> then = list.stream().filter(hold -> hold.during(time)).toList();
    return best(then);
  }

  // Of a record without time: the pod that still has it, else the only one that ever had.
  private static List<ClusterPod> last(List<Hold> list) {
    List<Hold> staying = list.stream().filter(hold -> stays(hold.pod())).toList();
    if (!staying.isEmpty()) {
      return best(staying);
    }
    List<Hold> live = list.stream().filter(hold -> hold.pod().live()).toList();
    return best(live.isEmpty() ? list : live);
  }

  private static List<ClusterPod> best(List<Hold> list) {
    Optional<Origin> origin = list.stream().map(hold -> hold.pod().origin()).min(naturally());
    return list.stream()
        .map(Hold::pod)
        .filter(pod -> origin.isPresent() && pod.origin() == origin.get())
        .toList();
  }

  private static Comparator<Origin> naturally() {
    return Comparator.naturalOrder();
  }

  private static String nobody(List<Hold> list, IpAddress address, long time) {
    Hold near = list.get(0);
    for (Hold hold : list) {
      if (hold.from() <= time) {
        near = hold;
      }
    }
    if (near.from() > time) {
      return "no known pod had "
          + address
          + at(time)
          + "; "
          + near.pod()
          + " had it from "
          + ApiTimes.text(near.from());
    }
    return "no known pod had "
        + address
        + at(time)
        + "; "
        + near.pod()
        + (near.pod().to() == ALWAYS
            ? " had let it go"
            : " had it until " + ApiTimes.text(near.to()));
  }

  private static String at(long time) {
    return time == ALWAYS ? " (the record has no time)" : " at " + ApiTimes.text(time);
  }

  /** When the answer changes, ascending. The array is the caller's. */
  long[] cuts(IpAddress address) {
    // Asked for both ends of every observation; most traces come without a snapshot.
    List<Hold> held = holds.get(address);
    return held == null ? NEVER : cuts.computeIfAbsent(address, same -> cuts(held)).clone();
  }

  private static long[] cuts(List<Hold> held) {
    TreeSet<Long> cuts = new TreeSet<>();
    for (Hold hold : held) {
      cuts.add(hold.from());
      cuts.add(hold.to());
    }
    cuts.remove(Long.MIN_VALUE);
    cuts.remove(Long.MAX_VALUE);
    return cuts.stream().mapToLong(Long::longValue).toArray();
  }

  /** All pods that ever had the address. */
  List<ClusterPod> pods(IpAddress address) {
    return holds.getOrDefault(address, List.of()).stream().map(Hold::pod).toList();
  }

  /** All addresses that a pod ever had. */
  Set<IpAddress> addresses() {
    return holds.keySet();
  }
}
