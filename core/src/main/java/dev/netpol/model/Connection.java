// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import java.util.Comparator;
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

  private static final Comparator<Connection> ORDER =
      Comparator.comparing(Connection::from)
          .thenComparing(Connection::to)
          .thenComparing(Connection::protocol)
          .thenComparingInt(Connection::port);

  public Connection {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(protocol, "protocol");
  }

  @Override
  public int compareTo(Connection other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return from + " -> " + to + ":" + port + "/" + protocol;
  }
}
