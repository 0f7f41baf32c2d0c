// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.cluster.ClusterNode;
import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Labels;
import dev.netpol.model.Pod;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Peer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The pods of a snapshot, as selectors see them. */
final class Members {

  private final ClusterSnapshot snapshot;
  private final Labelled<Map.Entry<String, Labels>> namespaces =
      new Labelled<>(Map.Entry::getValue);

  private final Map<String, Labelled<Member>> selectable = new TreeMap<>();
  private final Map<String, Labelled<Member>> hostNetwork = new TreeMap<>();
  private final Map<String, Labelled<Member>> finished = new TreeMap<>();

  Members(ClusterSnapshot snapshot, Modes modes) {
    this.snapshot = snapshot;
    snapshot.namespaces().entrySet().forEach(namespaces::add);
    boolean nodes = modes.hostNetwork() == Modes.HostNetwork.NODE;
    for (ClusterWorkload workload : snapshot.workloads()) {
      if (!workload.id().kind().equals("Service")) {
        for (Member member : distinct(workload, pods(workload))) {
          boolean host = nodes && member.pod().hostNetwork();
          put(host ? hostNetwork : selectable, member);
        }
        distinct(workload, gone(workload)).forEach(member -> put(finished, member));
      }
    }
  }

  private static void put(Map<String, Labelled<Member>> into, Member member) {
    into.computeIfAbsent(member.pod().namespace(), key -> new Labelled<>(it -> it.pod().labels()))
        .add(member);
  }

  /** The live pods; where there are none, what the controller would make. */
  private static List<Pod> pods(ClusterWorkload workload) {
    List<Pod> live =
        workload.pods().stream().filter(ClusterPod::live).map(ClusterPod::pod).toList();
    boolean bare = workload.id().kind().equals("Pod") || workload.inferred();
    if (!live.isEmpty() || bare) {
      return live;
    }
    return List.of(
        new Pod(
            workload.id().namespace(),
            workload.id().name(),
            workload.template(),
            List.of(),
            workload.hostNetwork(),
            "",
            workload.ports()));
  }

  private static List<Pod> gone(ClusterWorkload workload) {
    return workload.pods().stream()
        .filter(pod -> pod.phase().finished())
        .map(ClusterPod::pod)
        .toList();
  }

  private static List<Member> distinct(ClusterWorkload workload, List<Pod> pods) {
    Set<Object> seen = new HashSet<>();
    return pods.stream()
        .filter(pod -> seen.add(List.of(pod.labels(), pod.ports(), pod.hostNetwork())))
        .map(pod -> new Member(workload, pod))
        .toList();
  }

  ClusterSnapshot snapshot() {
    return snapshot;
  }

  /**
   * Why the snapshot may lack objects, or empty. Every cluster has nodes and the Service {@code
   * default/kubernetes}: what {@code kubectl get -A} printed shows them, manifests and the objects
   * of one namespace do not.
   */
  String doubt() {
    if (snapshot.nodes().stream().map(ClusterNode::addresses).allMatch(List::isEmpty)) {
      return "it has no nodes";
    }
    return snapshot.service("default", "kubernetes").isPresent()
        ? ""
        : "it lacks the Service default/kubernetes";
  }

  /** Whether a namespace is there, as far as its objects tell. */
  boolean knows(String namespace) {
    return snapshot.namespaces().containsKey(namespace);
  }

  /** Labels of the namespaces that a peer means. */
  SortedMap<String, Labels> namespaces(NetworkPolicy policy, Peer.Pods peer) {
    SortedMap<String, Labels> matched = new TreeMap<>();
    if (peer.namespaceSelector().isPresent()) {
      namespaces
          .matching(peer.namespaceSelector().get())
          .forEach(it -> matched.put(it.getKey(), it.getValue()));
    } else {
      Labels own = snapshot.namespaces().get(policy.namespace());
      if (own != null) {
        matched.put(policy.namespace(), own);
      }
    }
    return matched;
  }

  /** The pods that a policy is about, sorted by workload. */
  List<Member> selected(NetworkPolicy policy) {
    return matching(selectable, policy.namespace(), policy.podSelector());
  }

  /** The pods that a peer means, sorted by namespace and workload. */
  List<Member> matching(NetworkPolicy policy, Peer.Pods peer) {
    return matching(selectable, policy, peer);
  }

  /** HostNetwork pods that a peer would mean, if selectors applied to them. */
  List<Member> hostNetwork(NetworkPolicy policy, Peer.Pods peer) {
    return matching(hostNetwork, policy, peer);
  }

  /** Finished pods that a peer would mean, if they were still there. */
  List<Member> finished(NetworkPolicy policy, Peer.Pods peer) {
    return matching(finished, policy, peer);
  }

  private List<Member> matching(
      Map<String, Labelled<Member>> of, NetworkPolicy policy, Peer.Pods peer) {
    LabelSelector pods = peer.podSelector().orElse(LabelSelector.EVERYTHING);
    return namespaces(policy, peer).keySet().stream()
        .flatMap(name -> matching(of, name, pods).stream())
        .toList();
  }

  private static List<Member> matching(
      Map<String, Labelled<Member>> of, String namespace, LabelSelector selector) {
    Labelled<Member> members = of.get(namespace);
    return members == null ? List.of() : members.matching(selector);
  }

  /** The pods of a namespace that selectors can select. */
  List<Member> in(String namespace) {
    Labelled<Member> members = selectable.get(namespace);
    return members == null ? List.of() : members.all();
  }

  /** All pods that selectors can select. */
  Stream<Member> all() {
    return selectable.values().stream().flatMap(it -> it.all().stream());
  }

  /** Names of the namespaces with such a pod, but for one. */
  List<String> namespacesWith(Predicate<Labels> labels, String but) {
    return selectable.entrySet().stream()
        .filter(it -> !it.getKey().equals(but))
        .filter(it -> it.getValue().all().stream().anyMatch(pod -> labels.test(pod.pod().labels())))
        .map(Map.Entry::getKey)
        .toList();
  }
}
