// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.Holder;
import dev.netpol.model.Endpoint;
import dev.netpol.model.External;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Node;
import dev.netpol.model.Unresolved;
import dev.netpol.model.Workload;
import java.util.Optional;

/**
 * One end of an observation, named.
 *
 * @param pod where it is known
 * @param inferred the name is a guess
 * @param bridge of a node: what makes it one, where it is not an address of the node itself; else
 *     empty
 */
record End(Endpoint endpoint, Optional<ClusterPod> pod, boolean inferred, String bridge) {

  static End of(ClusterPod pod) {
    return new End(pod.workload(), Optional.of(pod), pod.workloadInferred(), "");
  }

  /** A pod that is gone. */
  static End guessed(Workload workload) {
    return new End(workload, Optional.empty(), true, "");
  }

  static End node(String name, IpAddress address) {
    return new End(new Node(name, address), Optional.empty(), false, "");
  }

  static End of(Holder.OfNode holder) {
    return new End(
        new Node(holder.node(), holder.address()),
        Optional.empty(),
        holder.inferred(),
        holder.own() ? "" : holder.what());
  }

  static End outside(IpAddress address) {
    return new End(new External(address), Optional.empty(), false, "");
  }

  static End unresolved(String subject, String reason) {
    return new End(new Unresolved(subject, reason), Optional.empty(), false, "");
  }

  boolean isWorkload() {
    return endpoint instanceof Workload;
  }

  boolean isNode() {
    return endpoint instanceof Node;
  }

  /** Name of the node that it is, or that runs the pod; empty when not known. */
  String nodeName() {
    return endpoint instanceof Node node ? node.name() : pod.map(p -> p.pod().node()).orElse("");
  }

  /** Whether the pod has this address. */
  boolean has(IpAddress address) {
    return pod.isPresent() && pod.get().pod().addresses().contains(address);
  }
}
