// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.trace.ConnectionEvent;
import dev.netpol.trace.Peer;
import dev.netpol.trace.Side;
import java.util.Optional;

/** Makes a record of the trace of what the kernel reported, with what is known of who it was. */
final class Attribution {
  private final String node;
  private final Executables executables;
  private final NetworkAddresses addresses;

  Attribution(String node, Executables executables, NetworkAddresses addresses) {
    this.node = node;
    this.executables = executables;
    this.addresses = addresses;
  }

  /**
   * The record of an event.
   *
   * @param epoch nanoseconds between 1970 and the start of the machine
   */
  ConnectionEvent of(Event.Connection event, long epoch, Pod pod) {
    boolean connect = event.side() == Side.CONNECT;
    ConnectionEvent.Builder line = connect ? ConnectionEvent.connect() : ConnectionEvent.accept();
    long time = event.time() + epoch;
    // Without an address the pod alone tells who it was; a reader understands that.
    Optional<IpAddress> own = own(event, connect ? event.source() : event.destination(), pod);
    if (connect) {
      own.ifPresent(address -> line.from(address, event.sport()));
      line.to(event.destination(), event.dport());
    } else {
      line.from(event.source(), event.sport());
      line.to(own.orElse(event.destination()), event.dport());
    }
    event.requested().ifPresent(asked -> line.requested(asked.address(), asked.port()));
    return line.time(time)
        .node(node)
        .observer(pod.isPod() ? Peer.of(pod.identity(), Labels.NONE) : Peer.NONE)
        .container(pod.container())
        .process(event.pid(), event.comm(), executables.of(event.pid(), event.comm()))
        .protocol(event.protocol())
        .outcome(event.outcome(), event.errno(), elapsedMillis(event))
        .repeated(event.count(), event.last() + epoch)
        .existing(event.existing())
        .uncertain(event.uncertain())
        .build();
  }

  /** The address that this side has: a socket bound to none has its pod's. */
  private Optional<IpAddress> own(Event.Connection event, IpAddress stated, Pod pod) {
    NetworkAddresses.Network network =
        new NetworkAddresses.Network(event.netns(), pod.identity().uid());
    if (!stated.isUnspecified()) {
      addresses.seen(network, stated);
      return Optional.of(stated);
    }
    boolean v4 = stated.isV4();
    Optional<IpAddress> given = pod.addresses().stream().filter(own -> own.isV4() == v4).findAny();
    if (given.isPresent()) {
      return given;
    }
    if (event.pid() != 0 && !addresses.knows(network, v4)) {
      addresses.read(network, event.pid());
    }
    Optional<IpAddress> only = addresses.of(network, v4);
    return pod.isPod() ? only : only.or(() -> Optional.of(stated));
  }

  /** A connect whose begin was not seen took an unknown time, not none. */
  private static long elapsedMillis(Event.Connection event) {
    return event.elapsed() == 0 ? -1 : event.elapsed() / 1_000_000;
  }
}
