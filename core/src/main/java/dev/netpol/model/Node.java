// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import java.util.Objects;

/**
 * A node of the cluster, seen at one of its addresses: its own, its bridge or tunnel, or that of a
 * hostNetwork pod on it. A policy can only name the address.
 *
 * @param name empty when the node is not known by name
 */
public record Node(String name, IpAddress address) implements Endpoint {
  public Node {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(address, "address");
  }

  @Override
  public int rank() {
    return 1;
  }

  @Override
  public String sortKey() {
    return name + "@" + address;
  }

  @Override
  public String toString() {
    return "node " + (name.isEmpty() ? "" : name + " ") + address;
  }
}
