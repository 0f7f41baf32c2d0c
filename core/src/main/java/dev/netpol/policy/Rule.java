// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Position;
import java.util.List;
import java.util.Objects;

/**
 * One entry of {@code ingress} or {@code egress}: admits what matches one of the peers and one of
 * the ports.
 *
 * @param peers {@code from} or {@code to}; none: every peer, pods or not
 * @param ports none: every port of every protocol
 * @param at where it was read, or {@link NetworkPolicy#GENERATED}
 */
public record Rule(List<Peer> peers, List<Port> ports, Position at) {

  public Rule {
    peers = List.copyOf(peers);
    ports = List.copyOf(ports);
    Objects.requireNonNull(at, "at");
  }

  /** A rule that was made, not read. */
  public static Rule of(List<? extends Peer> peers, List<? extends Port> ports) {
    return new Rule(List.copyOf(peers), List.copyOf(ports), NetworkPolicy.GENERATED);
  }

  /** The same without where it stands, to compare what it says. */
  public Rule unplaced() {
    return of(peers, ports);
  }
}
