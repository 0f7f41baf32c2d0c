// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.PortRange;
import dev.netpol.model.Protocol;

/** A port of a rule, compiled. */
sealed interface PortMatcher {

  /**
   * Whether the rule means this port.
   *
   * @param destination who listens there, whichever direction the rule is for
   */
  boolean matches(Protocol protocol, int port, Seen destination);

  static PortMatcher compile(Port port) {
    if (port instanceof Port.Named named) {
      return new ByName(named.protocol(), named.name());
    }
    return port instanceof Port.Numbered numbered
        ? new ByNumber(numbered.protocol(), numbered.ports())
        : new ByNumber(port.protocol(), PortRange.ALL);
  }

  /** The numbers need not be declared by any container. */
  record ByNumber(Protocol protocol, PortRange ports) implements PortMatcher {
    @Override
    public boolean matches(Protocol protocol, int port, Seen destination) {
      return this.protocol == protocol && ports.contains(port);
    }
  }

  /**
   * Whatever number this destination declares under the name: 8080 on one pod and 9090 on the next.
   * What is not a pod, or does not declare it with this protocol, gets nothing.
   */
  record ByName(Protocol protocol, String name) implements PortMatcher {
    @Override
    public boolean matches(Protocol protocol, int port, Seen destination) {
      return this.protocol == protocol
          && destination.pod() != null
          && destination.pod().ports().stream()
              .anyMatch(
                  declared ->
                      declared.port() == port
                          && declared.protocol() == protocol
                          && declared.name().equals(name));
    }
  }
}
