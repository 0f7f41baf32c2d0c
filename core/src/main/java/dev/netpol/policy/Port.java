// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.PortRange;
import dev.netpol.model.Protocol;
import java.util.Objects;

/** One entry of {@code ports}: always a port of the destination pod, after Service translation. */
public sealed interface Port {

  /** Never empty: the API server defaults it to TCP. */
  Protocol protocol();

  /** A port by its number, or a range written with {@code endPort}, both ends included. */
  record Numbered(Protocol protocol, PortRange ports) implements Port {
    public Numbered {
      Objects.requireNonNull(protocol, "protocol");
      Objects.requireNonNull(ports, "ports");
    }

    public static Numbered of(Protocol protocol, int port) {
      return new Numbered(protocol, PortRange.of(port));
    }
  }

  /** The port that the destination pod declares by this name and protocol; other pods: none. */
  record Named(Protocol protocol, String name) implements Port {
    public Named {
      Objects.requireNonNull(protocol, "protocol");
      Objects.requireNonNull(name, "name");
    }
  }

  /** No {@code port}: every port of this protocol. */
  record AnyPort(Protocol protocol) implements Port {
    public AnyPort {
      Objects.requireNonNull(protocol, "protocol");
    }
  }
}
