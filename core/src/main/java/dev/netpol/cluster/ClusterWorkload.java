// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.ContainerPort;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Labels;
import dev.netpol.model.Workload;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Pods that one controller makes, or one bare pod.
 *
 * @param selector the controller's own; empty where no controller is known
 * @param template labels of the pod template; where no template is known, those common to its pods
 * @param pods all pods that the snapshot knows of, also finished and deleted ones; none for a
 *     controller that has made none
 * @param replicas as many pods as are asked for, or live where nobody asks; of a Job those at a
 *     time
 * @param ports declared ports of the template or, without one, of its pods
 * @param inferred no object of this name exists: a Service whose selector matches no pod (kind
 *     {@code Service}), or a controller known only from the names of its pods
 * @param hostNetwork its pods are their nodes to the network: no podSelector selects them
 */
public record ClusterWorkload(
    Workload id,
    Optional<LabelSelector> selector,
    Labels template,
    List<ClusterPod> pods,
    int replicas,
    List<ContainerPort> ports,
    boolean inferred,
    boolean hostNetwork)
    implements Comparable<ClusterWorkload> {

  public ClusterWorkload {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(selector, "selector");
    Objects.requireNonNull(template, "template");
    pods = List.copyOf(pods);
    ports = List.copyOf(ports);
  }

  @Override
  public int compareTo(ClusterWorkload other) {
    return id.compareTo(other.id);
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
