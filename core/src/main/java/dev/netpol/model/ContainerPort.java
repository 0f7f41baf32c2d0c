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
}
