// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableSortedMap;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.trace.TraceReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * All that a trace says, folded: what repeats is counted. Immutable; {@link #merge} is associative
 * and commutative with {@link #empty()} as identity, so that threads, files and machines can each
 * fold a part.
 */
public final class FlowTable {

  private static final FlowTable EMPTY =
      new FlowTable(
          ImmutableSortedMap.of(),
          Capture.NONE,
          Set.of(),
          Accounting.EMPTY,
          Map.of(),
          new TreeMap<>());

  private final ImmutableSortedMap<Tuple, Tally> tuples;
  private final Capture capture;
  private final Set<SeenObject> objects;
  private final Accounting accounting;
  private final Map<Sighting, Sighting> sightings;
  private final SortedMap<String, String> otherNames;
  private final Supplier<SortedMap<Tuple, Tally>> told;
  private final Supplier<Coverage> coverage;

  FlowTable(
      ImmutableSortedMap<Tuple, Tally> tuples,
      Capture capture,
      Set<SeenObject> objects,
      Accounting accounting,
      Map<Sighting, Sighting> sightings,
      SortedMap<String, String> otherNames) {
    this.tuples = tuples;
    this.capture = capture;
    this.objects = objects;
    this.accounting = accounting;
    this.sightings = sightings;
    this.otherNames = otherNames;
    this.told = Suppliers.memoize(() -> Guesses.told(Denials.told(tuples)));
    this.coverage = Suppliers.memoize(() -> Coverage.of(capture, tuples));
  }

  public static FlowTable empty() {
    return EMPTY;
  }

  /** Reads all of a trace, with as many threads as the reader may use. */
  public static FlowTable read(TraceReader reader, AddressCuts cuts) {
    Objects.requireNonNull(cuts, "cuts");
    List<FlowTableBuilder> parts = reader.read(() -> builder(cuts));
    FlowTableBuilder all = parts.get(0);
    parts.subList(1, parts.size()).forEach(all::absorb);
    return all.build();
  }

  /**
   * Folds events as they come; for one thread.
   *
   * @param cuts known before the first event
   */
  public static FlowTableBuilder builder(AddressCuts cuts) {
    return new FlowTableBuilder(cuts);
  }

  /** Both together. */
  public FlowTable merge(FlowTable other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    SortedMap<Tuple, Tally> both = new TreeMap<>(tuples);
    other.tuples.forEach((tuple, tally) -> both.merge(tuple, tally, Tally::merge));
    Set<SeenObject> seen = new HashSet<>(objects);
    seen.addAll(other.objects);
    Map<Sighting, Sighting> sights = new HashMap<>(sightings);
    other.sightings.forEach((what, sighting) -> sights.merge(what, sighting, Sighting::widened));
    SortedMap<String, String> names = new TreeMap<>(otherNames);
    names.putAll(other.otherNames);
    return new FlowTable(
        ImmutableSortedMap.copyOfSorted(both),
        capture.merge(other.capture),
        seen,
        accounting.merge(other.accounting),
        sights,
        names);
  }

  /**
   * The same, with nodes by the names that they have in the cluster; empty where they have them. A
   * tool that is not told them says what the machine is called.
   */
  public Optional<FlowTable> withNodesOf(ClusterSnapshot snapshot) {
    SortedMap<String, String> others = NodeNames.others(snapshot, this);
    return others.isEmpty() ? Optional.empty() : Optional.of(withNodes(others));
  }

  private FlowTable withNodes(SortedMap<String, String> others) {
    UnaryOperator<String> known = name -> others.getOrDefault(name, name);
    SortedMap<Tuple, Tally> moved = new TreeMap<>();
    tuples.forEach((tuple, tally) -> moved.merge(tuple.on(known), tally, Tally::merge));
    Map<Sighting, Sighting> sights = new HashMap<>();
    for (Sighting sighting : sightings.values()) {
      Sighting there = sighting.on(known.apply(sighting.node()));
      sights.merge(there.timeless(), there, Sighting::widened);
    }
    SortedMap<String, String> names = new TreeMap<>(otherNames);
    names.putAll(others);
    return new FlowTable(
        ImmutableSortedMap.copyOfSorted(moved),
        capture.on(known),
        objects,
        accounting,
        sights,
        names);
  }

  /** Names of nodes that {@link #withNodesOf} replaced, each with the name it has now. */
  SortedMap<String, String> otherNames() {
    return otherNames;
  }

  private boolean isEmpty() {
    return accounting.records() == 0;
  }

  /**
   * What was seen, and how often. What the responder's side denied counts as denied on both, and
   * what may be another observation from behind as uncertain.
   */
  public SortedMap<Tuple, Tally> tuples() {
    return told.get();
  }

  /** What the trace can and cannot show. */
  public Coverage coverage() {
    return coverage.get();
  }

  /** Kubernetes objects that the trace carries, by time; none twice. */
  public List<SeenObject> objects() {
    List<SeenObject> distinct = new ArrayList<>();
    for (SeenObject object : new TreeSet<>(objects)) {
      if (distinct.isEmpty() || !distinct.get(distinct.size() - 1).sameAs(object)) {
        distinct.add(object);
      }
    }
    return distinct;
  }

  public Accounting accounting() {
    return accounting;
  }

  /** Pods and Services that the trace names, with what it says of them. */
  public SortedSet<Sighting> sightings() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(sightings.values()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FlowTable table
        && tuples.equals(table.tuples)
        && capture.equals(table.capture)
        && objects().equals(table.objects())
        && accounting.equals(table.accounting)
        && sightings.equals(table.sightings)
        && otherNames.equals(table.otherNames);
  }

  @Override
  public int hashCode() {
    return tuples.hashCode();
  }

  @Override
  public String toString() {
    return tuples.size() + " observations of " + accounting.records() + " records";
  }
}
