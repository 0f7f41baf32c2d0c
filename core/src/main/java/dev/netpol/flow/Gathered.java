// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.model.Connection;
import dev.netpol.model.Direction;
import dev.netpol.model.Endpoint;
import dev.netpol.model.Protocol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Collects what is said about each connection, and what is about none. Tuples come in their order,
 * but for those that were put off.
 */
final class Gathered {

  private final Numbers numbers;
  private final Map<Long, GrowingFlow> flows = new HashMap<>();
  private final SortedMap<String, List<Tuple>> notFlows = new TreeMap<>();
  private final Map<String, TallySum> notFlowTallies = new HashMap<>();

  private long serial;
  private boolean late;

  Gathered(Numbers numbers) {
    this.numbers = numbers;
  }

  /** What comes next is about another tuple. */
  void next() {
    serial++;
  }

  /** From here on, tuples come that were put off. */
  void late() {
    late = true;
  }

  /** An observation of this connection; the flow that it belongs to. */
  GrowingFlow flow(
      Endpoint from,
      Endpoint to,
      int port,
      Set<Direction> writes,
      Set<Mark> marks,
      String via,
      Tuple tuple,
      Tally tally) {
    Protocol protocol = tuple.protocol();
    Long key = numbers.of(from, to, protocol, port);
    GrowingFlow flow = flows.get(key);
    if (flow == null) {
      flow = new GrowingFlow(new Connection(from, to, protocol, port));
      flows.put(key, flow);
    }
    flow.led(writes, marks, via, tally.worked());
    flow.count(tuple, tally, serial, late);
    return flow;
  }

  void notFlow(String reason, Tuple tuple, Tally tally) {
    notFlows.computeIfAbsent(reason, key -> new ArrayList<>()).add(tuple);
    notFlowTallies.computeIfAbsent(reason, key -> new TallySum()).add(tally);
  }

  /** All flows so far, in no order. */
  Collection<GrowingFlow> growing() {
    return flows.values();
  }

  /** All flows, sorted by connection. */
  List<Flow> flows() {
    Map<Endpoint, Integer> ranks = new HashMap<>();
    new TreeSet<>(numbers.ends()).forEach(end -> ranks.put(end, ranks.size()));
    List<GrowingFlow> sorted = new ArrayList<>(flows.values());
    sorted.sort((a, b) -> compare(a.connection(), b.connection(), ranks));
    List<Flow> grown = new ArrayList<>(sorted.size());
    sorted.forEach(flow -> grown.add(flow.grown()));
    return grown;
  }

  private static int compare(Connection a, Connection b, Map<Endpoint, Integer> ranks) {
    int order = Integer.compare(rank(a.from(), ranks), rank(b.from(), ranks));
    order = order != 0 ? order : Integer.compare(rank(a.to(), ranks), rank(b.to(), ranks));
    order = order != 0 ? order : a.protocol().compareTo(b.protocol());
    return order != 0 ? order : Integer.compare(a.port(), b.port());
  }

  private static int rank(Endpoint end, Map<Endpoint, Integer> ranks) {
    Integer rank = ranks.get(end);
    return rank == null ? 0 : rank;
  }

  SortedMap<String, ResolvedFlows.NotFlow> notFlows() {
    SortedMap<String, ResolvedFlows.NotFlow> all = new TreeMap<>();
    notFlows.forEach(
        (reason, tuples) -> {
          TallySum sum = notFlowTallies.getOrDefault(reason, new TallySum());
          Collections.sort(tuples);
          all.put(reason, new ResolvedFlows.NotFlow(tuples, sum.sum()));
        });
    return all;
  }
}
