// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Protocol;
import java.util.Objects;
import java.util.Optional;

/**
 * One observed connection as a value: the copy of an {@link EventView}, and what {@link
 * TraceWriter} writes. The components mean what the accessors of the view mean; texts are empty and
 * numbers 0 where the log gives none.
 */
public record ConnectionEvent(
    TraceFormat format,
    Side side,
    long time,
    String node,
    Peer observer,
    String container,
    int pid,
    String comm,
    String exe,
    Protocol protocol,
    Optional<IpAddress> saddr,
    int sport,
    Optional<IpAddress> daddr,
    int dport,
    Optional<Requested> requested,
    Peer peer,
    Outcome outcome,
    int errno,
    long elapsedMillis,
    long count,
    long last,
    boolean existing,
    boolean uncertain) {

  public ConnectionEvent {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(side, "side");
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(observer, "observer");
    Objects.requireNonNull(container, "container");
    Objects.requireNonNull(comm, "comm");
    Objects.requireNonNull(exe, "exe");
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(saddr, "saddr");
    Objects.requireNonNull(daddr, "daddr");
    Objects.requireNonNull(requested, "requested");
    Objects.requireNonNull(peer, "peer");
    Objects.requireNonNull(outcome, "outcome");
  }

  /** A connect over TCP that was established, to be filled in. */
  public static Builder connect() {
    return new Builder(Side.CONNECT);
  }

  /** An accept over TCP that was established, to be filled in. */
  public static Builder accept() {
    return new Builder(Side.ACCEPT);
  }

  /** Fills in an event of our own format. */
  public static final class Builder {
    private final Side side;
    private long time = EventView.NO_TIME;
    private String node = "";
    private Peer observer = Peer.NONE;
    private String container = "";
    private int pid;
    private String comm = "";
    private String exe = "";
    private Protocol protocol = Protocol.TCP;
    private Optional<IpAddress> saddr = Optional.empty();
    private int sport;
    private Optional<IpAddress> daddr = Optional.empty();
    private int dport;
    private Optional<Requested> requested = Optional.empty();
    private Outcome outcome = Outcome.ESTABLISHED;
    private int errno;
    private long elapsedMillis = -1;
    private long count = 1;
    private long last = EventView.NO_TIME;
    private boolean existing;
    private boolean uncertain;

    private Builder(Side side) {
      this.side = side;
    }

    /** Nanoseconds since 1970. */
    public Builder time(long epochNanos) {
      time = epochNanos;
      return this;
    }

    public Builder node(String name) {
      node = name;
      return this;
    }

    public Builder observer(Peer peer) {
      observer = peer;
      return this;
    }

    public Builder container(String id) {
      container = id;
      return this;
    }

    public Builder process(int id, String name, String path) {
      pid = id;
      comm = name;
      exe = path;
      return this;
    }

    public Builder protocol(Protocol transport) {
      protocol = transport;
      return this;
    }

    /** The initiator. */
    public Builder from(IpAddress address, int port) {
      saddr = Optional.of(address);
      sport = port;
      return this;
    }

    /** The responder. */
    public Builder to(IpAddress address, int port) {
      daddr = Optional.of(address);
      dport = port;
      return this;
    }

    public Builder requested(IpAddress address, int port) {
      requested = Optional.of(new Requested(address, port));
      return this;
    }

    public Builder outcome(Outcome seen, int error, long elapsed) {
      outcome = seen;
      errno = error;
      elapsedMillis = elapsed;
      return this;
    }

    /** Stands for {@code times} connections, the last of which was seen at that time. */
    public Builder repeated(long times, long lastNanos) {
      count = times;
      last = lastNanos;
      return this;
    }

    public Builder existing(boolean before) {
      existing = before;
      return this;
    }

    /** It is not known who spoke first, or whether a packet was sent at all. */
    public Builder uncertain(boolean unknown) {
      uncertain = unknown;
      return this;
    }

    public ConnectionEvent build() {
      return new ConnectionEvent(
          TraceFormat.NETWORKTRACE,
          side,
          time,
          node,
          observer,
          container,
          pid,
          comm,
          exe,
          protocol,
          saddr,
          sport,
          daddr,
          dport,
          requested,
          Peer.NONE,
          outcome,
          errno,
          elapsedMillis,
          count,
          last == EventView.NO_TIME ? time : last,
          existing,
          uncertain);
    }
  }
}
