// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.ContainerPort;
import dev.netpol.model.PortRange;
import dev.netpol.model.PortSet;
import java.util.List;

/**
 * The ports of a rule, compiled.
 *
 * @param numbered those written as numbers; they need not be declared by any container
 * @param named those written as names: whatever number the destination declares under the name,
 *     8080 on one pod and 9090 on the next
 */
record RulePorts(PortSet numbered, List<Port.Named> named) {

  static RulePorts compile(List<Port> ports) {
    PortSet numbered =
        ports.isEmpty()
            ? PortSet.ALL
            : ports.stream().map(RulePorts::numbers).reduce(PortSet.NONE, PortSet::union);
    return new RulePorts(
        numbered,
        ports.stream().filter(Port.Named.class::isInstance).map(Port.Named.class::cast).toList());
  }

  private static PortSet numbers(Port port) {
    if (port instanceof Port.Numbered numbered) {
      return PortSet.of(port.protocol(), numbered.ports());
    }
    return port instanceof Port.AnyPort ? PortSet.of(port.protocol(), PortRange.ALL) : PortSet.NONE;
  }

  /**
   * What the rule means there. What is not a pod, or does not declare a name with its protocol,
   * gets nothing for it.
   *
   * @param destination who listens, whichever direction the rule is for
   */
  PortSet at(Seen destination) {
    PortSet ports = numbered;
    if (destination.pod() == null) {
      return ports;
    }
    for (Port.Named port : named) {
      for (ContainerPort declared : destination.pod().ports()) {
        if (declared.protocol() == port.protocol() && declared.name().equals(port.name())) {
          ports = ports.union(PortSet.of(port.protocol(), declared.port()));
        }
      }
    }
    return ports;
  }
}
