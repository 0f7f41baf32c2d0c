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
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

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
@SuppressWarnings("EnumOrdinal") // in a hash that leaves no process
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

  /** Address of the end that saw it. */
  public Optional<IpAddress> ownAddress() {
    return seenByInitiator() ? saddr : daddr;
  }

  /** Address of the other end. */
  public Optional<IpAddress> otherAddress() {
    return seenByInitiator() ? daddr : saddr;
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

  /** The same, with its nodes by other names. */
  Tuple on(UnaryOperator<String> names) {
    return new Tuple(
        format,
        side,
        names.apply(node),
        on(observer, names),
        on(peer, names),
        saddr,
        daddr,
        protocol,
        dport,
        requested,
        interval);
  }

  private static Identity on(Identity end, UnaryOperator<String> names) {
    return end.kind() == Identity.Kind.HOST
        ? new Identity(end.kind(), end.namespace(), names.apply(end.name()), end.uid())
        : end;
  }

  // By hand, and without the names: few tuples with the same addresses differ in these alone.
  @Override
  public int hashCode() {
    long hash = 31L * saddr.hashCode() + daddr.hashCode();
    hash = 31 * hash + node.hashCode();
    hash = 31 * hash + dport;
    hash = 31 * hash + 2L * protocol.ordinal() + side.ordinal();
    return Long.hashCode((hash + 31 * interval) * 0x9e37_79b9_7f4a_7c15L);
  }

  // By hand: a table has many tuples, and sorting them is most of what is not reading.
  @Override
  public int compareTo(Tuple other) {
    int order = format.compareTo(other.format);
    order = order != 0 ? order : side.compareTo(other.side);
    order = order != 0 ? order : node.compareTo(other.node);
    order = order != 0 ? order : observer.compareTo(other.observer);
    order = order != 0 ? order : peer.compareTo(other.peer);
    order = order != 0 ? order : Orders.compare(saddr, other.saddr);
    order = order != 0 ? order : Orders.compare(daddr, other.daddr);
    order = order != 0 ? order : protocol.compareTo(other.protocol);
    order = order != 0 ? order : Integer.compare(dport, other.dport);
    order = order != 0 ? order : Orders.compare(requested, other.requested);
    return order != 0 ? order : Long.compare(interval, other.interval);
  }
}
