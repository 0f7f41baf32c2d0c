// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import com.google.common.collect.ImmutableSortedMap;
import dev.netpol.model.IpAddress;
import dev.netpol.trace.Lines;
import dev.netpol.trace.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;

/** What was observed, as the values of a {@link FlowTable}; made once all is counted. */
@SuppressWarnings("EnumOrdinal") // counts for each format and outcome
final class Tallies {

  private static final Outcome[] OUTCOMES = Outcome.values();

  private final Observations all;
  private final Lines lines;

  // The same few addresses, names of processes and counts come again and again.
  private final Map<Optional<IpAddress>, Optional<IpAddress>> addresses = new ConcurrentHashMap<>();
  private final Map<SortedSet<String>, SortedSet<String>> names = new ConcurrentHashMap<>();
  private final Map<SortedMap<Outcome, Long>, SortedMap<Outcome, Long>> counts =
      new ConcurrentHashMap<>();

  Tallies(Observations all, Lines lines) {
    this.all = all;
    this.lines = lines;
    all.settle();
  }

  /** What was seen, and how often. */
  ImmutableSortedMap<Tuple, Tally> tuples() {
    // Each observation makes some ten objects: worth the threads there are.
    List<Counted> counted =
        Arrays.stream(byEnds())
            .parallel()
            .filter(i -> !all.evidence.isEmpty(i)) // seen in later intervals only
            .mapToObj(this::counted)
            .toList();
    List<Map.Entry<Tuple, Tally>> tallies = new ArrayList<>(counted.size());
    for (Counted one : counted) {
      one.ends.seen(one.tuple, one.tally.first(), one.tally.last());
      tallies.add(Map.entry(one.tuple, one.tally));
    }
    return sorted(tallies);
  }

  private record Counted(Ends ends, Tuple tuple, Tally tally) {}

  private Counted counted(int number) {
    Ends ends = all.ends.get((int) all.table.texts(number));
    Tuple tuple = all.tuple(number, address -> addresses.computeIfAbsent(address, same -> same));
    SortedSet<String> fresh = all.evidence.names(number);
    Tally tally =
        new Tally(
            counts.computeIfAbsent(counts(number), same -> same),
            all.table.certain(number),
            all.evidence.first(number),
            all.table.last(number),
            names.computeIfAbsent(fresh, same -> same),
            all.evidence.moreNames(number),
            new KeptSamples(all.evidence, number, tuple, ends.pod(), lines));
    return new Counted(ends, tuple, tally);
  }

  /** Who was seen; after {@link #tuples}. */
  Map<Sighting, Sighting> sightings() {
    Map<Sighting, Sighting> sightings = new HashMap<>();
    for (Ends own : all.ends) {
      own.sightings(seen -> sightings.merge(seen.timeless(), seen, Sighting::widened));
    }
    return sightings;
  }

  /**
   * The observations, those of the same ends together and in the order of their ends: then few
   * comparisons are left to make between observations, each of which looks at many objects.
   */
  private int[] byEnds() {
    List<Integer> sorted = new ArrayList<>();
    for (int i = 0; i < all.ends.size(); i++) {
      sorted.add(i);
    }
    sorted.sort(Comparator.comparing(all.ends::get, Ends.AS_IN_TUPLES));
    long[] rank = new long[all.ends.size()];
    for (int i = 0; i < rank.length; i++) {
      rank[sorted.get(i)] = i;
    }
    // Both numbers have room: a record of the table takes more than a hundred bytes.
    long[] order = new long[all.table.size()];
    for (int i = 0; i < order.length; i++) {
      long kind = all.table.kind(i);
      order[i] = kind << 56 | rank[(int) all.table.texts(i)] << 28 | i;
    }
    Arrays.sort(order);
    return Arrays.stream(order).mapToInt(ranked -> (int) ranked & (1 << 28) - 1).toArray();
  }

  /** Different texts may mean the same, for example two spellings of labels. */
  private static ImmutableSortedMap<Tuple, Tally> sorted(List<Map.Entry<Tuple, Tally>> tallies) {
    tallies.sort(Map.Entry.comparingByKey());
    ImmutableSortedMap.Builder<Tuple, Tally> sorted = ImmutableSortedMap.naturalOrder();
    for (int i = 0; i < tallies.size(); ) {
      Tuple tuple = tallies.get(i).getKey();
      Tally tally = tallies.get(i).getValue();
      for (i++; i < tallies.size() && tallies.get(i).getKey().compareTo(tuple) == 0; i++) {
        tally = tally.merge(tallies.get(i).getValue());
      }
      sorted.put(tuple, tally);
    }
    return sorted.buildOrThrow();
  }

  private SortedMap<Outcome, Long> counts(int number) {
    ImmutableSortedMap.Builder<Outcome, Long> counts = ImmutableSortedMap.naturalOrder();
    for (int i = 0; i < OUTCOMES.length; i++) {
      if (all.table.seen(number, i)) {
        counts.put(OUTCOMES[i], all.table.count(number, i));
      }
    }
    return counts.buildOrThrow();
  }
}
