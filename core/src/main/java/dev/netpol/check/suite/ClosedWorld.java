// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.suite;

import dev.netpol.check.EndpointName;
import dev.netpol.check.PortName;
import dev.netpol.model.Position;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Workloads between which some connections are allowed, and nothing else. Workloads and their
 * siblings count, addresses outside do not.
 *
 * @param namespaces all workloads of these
 * @param workloads and these
 */
public record ClosedWorld(
    Position at, List<String> namespaces, List<EndpointName> workloads, List<Listed> connections) {

  public ClosedWorld {
    Objects.requireNonNull(at, "at");
    namespaces = List.copyOf(namespaces);
    workloads = List.copyOf(workloads);
    connections = List.copyOf(connections);
  }

  /**
   * A connection that is allowed.
   *
   * @param port missing: every port of every protocol, written {@code *}
   */
  public record Listed(Position at, EndpointName from, EndpointName to, Optional<PortName> port) {
    public Listed {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(to, "to");
      Objects.requireNonNull(port, "port");
    }

    /** {@code dev/client -> dev/web:80/TCP}. */
    @Override
    public String toString() {
      return from + " -> " + to + ":" + port.map(PortName::toString).orElse("*");
    }
  }
}
