// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import java.util.Objects;

/**
 * Who talks to whom on which port: the identity of a flow.
 *
 * @param from the initiator
 * @param to the responder
 * @param port the responder's port, after Service translation; 1-65535
 */
public record Connection(Endpoint from, Endpoint to, Protocol protocol, int port)
    implements Comparable<Connection> {

  public Connection {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(protocol, "protocol");
  }

  // By hand: flows are sorted by it, again and again.
  @Override
  public int compareTo(Connection other) {
    int order = from.compareTo(other.from);
    order = order != 0 ? order : to.compareTo(other.to);
    order = order != 0 ? order : protocol.compareTo(other.protocol);
    return order != 0 ? order : Integer.compare(port, other.port);
  }

  @Override
  public String toString() {
    return from + " -> " + to + ":" + port + "/" + protocol;
  }
}
