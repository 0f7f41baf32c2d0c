// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Position;
import dev.netpol.model.Protocol;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Identity;
import dev.netpol.trace.Outcome;
import dev.netpol.trace.Requested;
import dev.netpol.trace.Side;
import dev.netpol.trace.TraceFormat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Small traces for tests: one call an observation. */
final class SmallTrace {
  private final SortedMap<Tuple, Tally> tuples = new TreeMap<>();
  private TraceFormat format = TraceFormat.NETWORKTRACE;
  private String node = "node-1";
  private Protocol protocol = Protocol.TCP;
  private Outcome outcome = Outcome.ESTABLISHED;
  private Optional<Requested> requested = Optional.empty();
  private Identity peer = Identity.NONE;
  private long time = at("2026-11-20T12:00:00Z");

  static long at(String time) {
    return Instant.parse(time).getEpochSecond() * 1_000_000_000L;
  }

  SmallTrace format(TraceFormat next) {
    format = next;
    return this;
  }

  SmallTrace node(String next) {
    node = next;
    return this;
  }

  SmallTrace protocol(Protocol next) {
    protocol = next;
    return this;
  }

  SmallTrace outcome(Outcome next) {
    outcome = next;
    return this;
  }

  SmallTrace time(String next) {
    time = next.isEmpty() ? EventView.NO_TIME : at(next);
    return this;
  }

  SmallTrace peer(Identity next) {
    peer = next;
    return this;
  }

  SmallTrace requested(String address, int port) {
    requested = Optional.of(new Requested(IpAddress.parse(address), port));
    return this;
  }

  /** {@code pod} is {@code namespace/name}, {@code host} or empty. */
  SmallTrace connect(String pod, String saddr, String daddr, int dport) {
    return add(Side.CONNECT, pod, saddr, daddr, dport);
  }

  SmallTrace accept(String pod, String saddr, String daddr, int dport) {
    return add(Side.ACCEPT, pod, saddr, daddr, dport);
  }

  private SmallTrace add(Side side, String pod, String saddr, String daddr, int dport) {
    Tuple tuple =
        new Tuple(
            format,
            side,
            node,
            identity(pod),
            peer,
            address(saddr),
            address(daddr),
            protocol,
            dport,
            requested,
            EventView.NO_TIME);
    Sample sample =
        new Sample(
            Position.of("trace.log", tuples.size() + 1),
            time,
            pod,
            0,
            "",
            "",
            tuple.saddr(),
            0,
            tuple.daddr(),
            dport,
            outcome);
    Tally tally =
        new Tally(
            new TreeMap<>(Map.of(outcome, 1L)),
            true,
            time,
            time,
            new TreeSet<>(),
            false,
            List.of(sample));
    tuples.merge(tuple, tally, Tally::merge);
    requested = Optional.empty();
    peer = Identity.NONE;
    return this;
  }

  private Identity identity(String pod) {
    if (pod.isEmpty()) {
      return Identity.NONE;
    }
    if (pod.equals("host")) {
      return new Identity(Identity.Kind.HOST, "", node, "");
    }
    String[] parts = pod.split("/");
    return Identity.pod(parts[0], parts[1], parts.length > 2 ? parts[2] : "");
  }

  private static Optional<IpAddress> address(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(IpAddress.parse(text));
  }

  /** Resolves it, as if all accepts had been captured. */
  ResolvedFlows in(ClusterSnapshot snapshot) {
    ResolvedFlows resolved = new Resolution(snapshot, tuples, (n, ns, p) -> true, false).run();
    checkCounted(resolved);
    return resolved;
  }

  /** Resolves it where no accepts were captured. */
  ResolvedFlows withoutAccepts(ClusterSnapshot snapshot) {
    return new Resolution(snapshot, tuples, (n, ns, p) -> false, false).run();
  }

  // Whatever a test is about: every observation is in one place.
  private void checkCounted(ResolvedFlows resolved) {
    TreeSet<Tuple> seen = new TreeSet<>();
    resolved.flows().forEach(flow -> seen.addAll(flow.tuples()));
    resolved
        .notFlows()
        .values()
        .forEach(
            none ->
                none.tuples()
                    .forEach(
                        tuple -> {
                          if (!seen.add(tuple)) {
                            throw new AssertionError("counted twice: " + tuple);
                          }
                        }));
    if (!seen.equals(new TreeSet<>(tuples.keySet()))) {
      throw new AssertionError("not counted: " + tuples.keySet() + " but " + seen);
    }
  }
}
