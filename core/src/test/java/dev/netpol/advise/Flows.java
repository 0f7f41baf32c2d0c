// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.flow.Flow;
import dev.netpol.flow.Source;
import dev.netpol.flow.Tally;
import dev.netpol.model.Connection;
import dev.netpol.model.Direction;
import dev.netpol.model.Endpoint;
import dev.netpol.model.External;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Protocol;
import dev.netpol.model.Workload;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Outcome;
import dev.netpol.trace.Side;
import dev.netpol.trace.TraceFormat;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Flows as literals. */
final class Flows {

  private Flows() {}

  /** An established one, seen once by its initiator. */
  static Flow flow(Endpoint from, Endpoint to, Protocol protocol, int port) {
    return flow(from, to, protocol, port, Outcome.ESTABLISHED);
  }

  static Flow flow(Endpoint from, Endpoint to, Protocol protocol, int port, Outcome outcome) {
    TreeMap<Source, Tally> tallies = new TreeMap<>();
    TreeMap<Outcome, Long> counts = new TreeMap<>();
    counts.put(outcome, 1L);
    tallies.put(
        new Source(TraceFormat.NETWORKTRACE, Side.CONNECT),
        new Tally(
            counts, true, EventView.NO_TIME, EventView.NO_TIME, new TreeSet<>(), false, List.of()));
    return new Flow(
        new Connection(from, to, protocol, port),
        EnumSet.allOf(Direction.class),
        tallies,
        new TreeSet<>(),
        List.of(),
        "");
  }

  static Workload workload(String name) {
    return new Workload("demo", "Deployment", name);
  }

  static External external(String address) {
    return new External(IpAddress.parse(address));
  }
}
