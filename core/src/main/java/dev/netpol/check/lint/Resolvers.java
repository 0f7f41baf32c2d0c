// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.cluster.ClusterDns;
import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.model.Endpoint;
import dev.netpol.model.External;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Node;
import dev.netpol.model.Pod;
import dev.netpol.model.Protocol;
import dev.netpol.model.Workload;
import dev.netpol.policy.Party;
import dev.netpol.policy.PolicySet;
import dev.netpol.policy.Verdict.Ground;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Who answers the cluster's DNS queries. */
final class Resolvers {

  private final ClusterSnapshot snapshot;
  private final List<Server> pods = new ArrayList<>();

  /** Answers on the pod's own node, in place of the pods. */
  private final List<Server> others = new ArrayList<>();

  private final List<String> names;

  private record Server(Party party, Protocol protocol, int port) {}

  Resolvers(ClusterSnapshot snapshot) {
    this.snapshot = snapshot;
    ClusterDns dns = new ClusterDns(snapshot);
    names = dns.names();
    for (ClusterDns.Server server : dns.servers()) {
      List<Server> to = server.endpoint() instanceof Workload ? pods : others;
      parties(server.endpoint())
          .map(it -> new Server(it, server.port().protocol(), server.port().ports().first()))
          .forEach(to::add);
    }
  }

  private Stream<Party> parties(Endpoint endpoint) {
    if (endpoint instanceof Workload workload) {
      return snapshot.workload(workload).stream()
          .flatMap(it -> it.pods().stream())
          .filter(ClusterPod::live)
          .map(it -> party(it.pod()));
    }
    if (endpoint instanceof Node node) {
      return snapshot.nodes().stream()
          .filter(it -> it.name().equals(node.name()))
          .flatMap(it -> it.addresses().stream())
          .map(it -> Party.ofNode(node.name(), it));
    }
    return endpoint instanceof External external
        ? Stream.of(Party.of(external.address()))
        : Stream.of();
  }

  /** A pod at its first address, if it has one. */
  static Party party(Pod pod) {
    List<IpAddress> addresses = pod.addresses();
    return addresses.isEmpty() ? Party.of(pod) : Party.of(pod, addresses.get(0));
  }

  /** Whether the snapshot shows nobody. */
  boolean isEmpty() {
    return pods.isEmpty() && others.isEmpty();
  }

  List<String> names() {
    return names;
  }

  /** Whether the policies let a pod ask over this protocol: all DNS pods, or one other. */
  boolean admitted(PolicySet policies, Party pod, Protocol protocol) {
    List<Server> asked = pods.stream().filter(it -> it.protocol() == protocol).toList();
    return (!asked.isEmpty() && asked.stream().allMatch(it -> admits(policies, pod, it)))
        || others.stream()
            .filter(it -> it.protocol() == protocol)
            .anyMatch(it -> admits(policies, pod, it));
  }

  private static boolean admits(PolicySet policies, Party pod, Server server) {
    return policies.verdict(pod, server.party(), server.protocol(), server.port()).egress().ground()
        != Ground.NO_RULE;
  }
}
