// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import java.util.Objects;

/**
 * A port that a container declares. Only names give it meaning to a policy: a numeric rule applies
 * whether or not the port is declared.
 *
 * @param name empty when the port has none
 * @param port 1-65535
 */
public record ContainerPort(String name, Protocol protocol, int port) {
  public ContainerPort {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(protocol, "protocol");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContainerPort it
        && port == it.port
        && protocol == it.protocol
        && name.equals(it.name);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + port;
  }
}
