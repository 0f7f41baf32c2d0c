// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.model.Direction;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Protocol;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Identity;
import dev.netpol.trace.Requested;
import dev.netpol.trace.Side;
import dev.netpol.trace.TraceFormat;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * One distinct observation: all of an event that repeats. The initiator is {@code saddr}, the
 * responder {@code daddr:dport}.
 *
 * @param node that saw it, empty when the log does not say
 * @param observer what the log calls the end that saw it: the initiator for {@link Side#CONNECT}
 * @param peer what the log calls the other end
 * @param dport of the Service where a Service's address was dialled
 * @param interval start of the validity interval of both addresses, nanoseconds since 1970; {@link
 *     EventView#NO_TIME} for the first, and where neither address changes hands
 */
public record Tuple(
    TraceFormat format,
    Side side,
    String node,
    Identity observer,
    Identity peer,
    Optional<IpAddress> saddr,
    Optional<IpAddress> daddr,
    Protocol protocol,
    int dport,
    Optional<Requested> requested,
    long interval)
    implements Comparable<Tuple> {

  private static final Comparator<Tuple> ORDER =
      Comparator.comparing(Tuple::format)
          .thenComparing(Tuple::side)
          .thenComparing(Tuple::node)
          .thenComparing(Tuple::observer)
          .thenComparing(Tuple::peer)
          .thenComparing(Tuple::saddr, Orders.optional())
          .thenComparing(Tuple::daddr, Orders.optional())
          .thenComparing(Tuple::protocol)
          .thenComparingInt(Tuple::dport)
          .thenComparing(Tuple::requested, Orders.optional())
          .thenComparingLong(Tuple::interval);

  public Tuple {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(side, "side");
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(observer, "observer");
    Objects.requireNonNull(peer, "peer");
    Objects.requireNonNull(saddr, "saddr");
    Objects.requireNonNull(daddr, "daddr");
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(requested, "requested");
  }

  /** The direction that this is for the end that saw it: egress for the initiator. */
  public Direction direction() {
    return side == Side.CONNECT ? Direction.EGRESS : Direction.INGRESS;
  }

  /** Whether the initiator's side saw it. */
  public boolean seenByInitiator() {
    return side == Side.CONNECT;
  }

  /** What the log calls the initiator. */
  public Named initiator() {
    return Named.of(seenByInitiator() ? observer : peer);
  }

  /** What the log calls the responder. */
  public Named responder() {
    return Named.of(seenByInitiator() ? peer : observer);
  }

  /** The same in another interval. */
  Tuple at(long start) {
    return new Tuple(
        format, side, node, observer, peer, saddr, daddr, protocol, dport, requested, start);
  }

  @Override
  public int compareTo(Tuple other) {
    return ORDER.compare(this, other);
  }
}
