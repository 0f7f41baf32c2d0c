// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import java.util.List;
import java.util.Objects;

/**
 * What a policy can know of a pod.
 *
 * @param addresses all {@code status.podIPs}, at most one for each family; none while pending
 * @param hostNetwork such a pod is its node to the network: no podSelector selects it
 * @param node name of the node that runs it, empty when unknown
 * @param ports declared ports of its containers and native sidecars (KEP-753), for named ports
 * @param standIn empty for a pod that is or was there; for one that a template would make what
 *     tells it from all others of its name, which may be a workload's
 */
public record Pod(
    String namespace,
    String name,
    Labels labels,
    List<IpAddress> addresses,
    boolean hostNetwork,
    String node,
    List<ContainerPort> ports,
    String standIn) {

  public Pod {
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(labels, "labels");
    Objects.requireNonNull(node, "node");
    addresses = List.copyOf(addresses);
    ports = List.copyOf(ports);
    Objects.requireNonNull(standIn, "standIn");
  }

  /** A pod that is or was there. */
  public Pod(
      String namespace,
      String name,
      Labels labels,
      List<IpAddress> addresses,
      boolean hostNetwork,
      String node,
      List<ContainerPort> ports) {
    this(namespace, name, labels, addresses, hostNetwork, node, ports, "");
  }

  /** Whether both are one and the same pod, which always reaches itself: no replica is another. */
  public boolean isSame(Pod other) {
    return name.equals(other.name)
        && namespace.equals(other.namespace)
        && standIn.equals(other.standIn);
  }

  /** {@code namespace/name}. */
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
