// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import java.util.List;
import java.util.Objects;

/**
 * An object that is known only because another tool wrote its name and labels beside a connection.
 */
public sealed interface Sighted {

  /**
   * A pod.
   *
   * @param uid empty when not known
   * @param owner what the tool takes for its controller, {@code Deployment/web} or a name alone;
   *     empty when not known
   * @param node name of its node, empty when not known
   * @param addresses its own; none when not known
   * @param nodeAddresses of its node; none when not known
   * @param first when it was first seen, epoch nanoseconds; {@link Long#MIN_VALUE} when not known
   */
  record OfPod(
      String namespace,
      String name,
      String uid,
      Labels labels,
      String owner,
      String node,
      List<IpAddress> addresses,
      List<IpAddress> nodeAddresses,
      boolean hostNetwork,
      long first)
      implements Sighted {
    public OfPod {
      Objects.requireNonNull(namespace, "namespace");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(uid, "uid");
      Objects.requireNonNull(labels, "labels");
      Objects.requireNonNull(owner, "owner");
      Objects.requireNonNull(node, "node");
      addresses = List.copyOf(addresses);
      nodeAddresses = List.copyOf(nodeAddresses);
    }
  }

  /**
   * A Service.
   *
   * @param selector the Service's; empty when it has none
   * @param addresses its ClusterIPs as far as seen
   */
  record OfService(String namespace, String name, Labels selector, List<IpAddress> addresses)
      implements Sighted {
    public OfService {
      Objects.requireNonNull(namespace, "namespace");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(selector, "selector");
      addresses = List.copyOf(addresses);
    }
  }
}
