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
 */
public record Pod(
    String namespace,
    String name,
    Labels labels,
    List<IpAddress> addresses,
    boolean hostNetwork,
    String node,
    List<ContainerPort> ports) {

  public Pod {
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(labels, "labels");
    Objects.requireNonNull(node, "node");
    addresses = List.copyOf(addresses);
    ports = List.copyOf(ports);
  }

  /** {@code namespace/name}. */
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
