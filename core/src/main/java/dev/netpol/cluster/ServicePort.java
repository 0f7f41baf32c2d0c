// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Protocol;
import java.util.Objects;

/**
 * One port of a Service (core/v1 ServicePort).
 *
 * @param name empty when the port has none
 * @param port what clients of the Service dial
 * @param targetPort where pods listen: a number as text, or the name of a container port; equal to
 *     {@code port} when the manifest omits it
 * @param nodePort 0 when there is none
 */
public record ServicePort(
    String name, Protocol protocol, int port, String targetPort, int nodePort) {
  public ServicePort {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(targetPort, "targetPort");
  }

  /** Whether each pod resolves the target port for itself, by name. */
  public boolean named() {
    return !targetPort.isEmpty() && !targetPort.chars().allMatch(Character::isDigit);
  }
}
