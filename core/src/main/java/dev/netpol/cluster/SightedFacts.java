// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.cluster.Holder.OfNode;
import dev.netpol.model.Position;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns what other tools' logs say into facts of last resort. */
final class SightedFacts {
  private static final Position LOG = Position.of("<trace>");

  private SightedFacts() {}

  static void add(Collection<? extends Sighted> sightings, Facts facts) {
    Map<String, RawPod> described = new HashMap<>();
    facts.pods().forEach(pod -> described.put(pod.uid(), pod));
    NodeAddresses nodes = new NodeAddresses(facts, facts.pods());
    sightings.forEach(sighted -> add(sighted, facts, described, nodes));
  }

  private static void add(
      Sighted sighted, Facts facts, Map<String, RawPod> described, NodeAddresses nodes) {
    if (sighted instanceof Sighted.OfPod pod) {
      // A uid says more than a name: a pod that an object describes is no other one.
      RawPod same = pod.uid().isEmpty() ? null : described.get(pod.uid());
      if (same == null
          || (same.namespace().equals(pod.namespace()) && same.name().equals(pod.name()))) {
        facts.pod(pod(pod, nodes), Statement.sighted(LOG));
      }
    } else if (sighted instanceof Sighted.OfService service) {
      facts.service(
          new ClusterService(
              service.namespace(),
              service.name(),
              "ClusterIP",
              service.addresses(),
              List.of(),
              List.of(),
              List.of(),
              service.selector().isEmpty() ? Optional.empty() : Optional.of(service.selector()),
              List.of(),
              List.of(),
              Origin.SIGHTING),
          Statement.sighted(LOG));
    }
  }

  /** Of {@code Deployment/web}; a name without a kind is too little. */
  private static Meta.Owner owner(String written) {
    int slash = written.indexOf('/');
    boolean both = slash > 0 && slash < written.length() - 1;
    return both && Owners.controls(written.substring(0, slash))
        ? new Meta.Owner(written.substring(0, slash), written.substring(slash + 1))
        : Meta.Owner.NONE;
  }

  private static RawPod pod(Sighted.OfPod pod, NodeAddresses nodes) {
    // Few logs say of a pod that it is in its node's network: its address does.
    boolean atNode =
        pod.addresses().stream().anyMatch(ip -> nodes.at(ip).filter(OfNode::own).isPresent());
    return new RawPod(
        pod.namespace(),
        pod.name(),
        pod.uid(),
        pod.labels(),
        owner(pod.owner()),
        pod.node(),
        pod.hostNetwork() || atNode,
        List.of(),
        List.of(),
        Mesh.NONE,
        Phase.RUNNING,
        pod.addresses(),
        pod.nodeAddresses(),
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        Long.MAX_VALUE,
        pod.first(),
        Origin.SIGHTING,
        LOG);
  }
}
