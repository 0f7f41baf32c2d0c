// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.cluster.Holder.OfNode;
import dev.netpol.cluster.NodeAnnotations.Use;
import dev.netpol.model.Cidr;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** All addresses at which a node is a node: its own, those of its bridge and tunnels. */
final class NodeAddresses {

  /** A node while its addresses are collected. */
  private static final class Collected {
    Labels labels = Labels.NONE;
    final Set<IpAddress> own = new LinkedHashSet<>();
    final SortedMap<IpAddress, String> others = new TreeMap<>();
    final Set<Cidr> podCidrs = new LinkedHashSet<>();
    boolean ovn;
  }

  private final SortedMap<String, Collected> nodes = new TreeMap<>();
  private final Map<IpAddress, OfNode> holders = new HashMap<>();

  NodeAddresses(Facts facts, List<RawPod> pods) {
    facts.nodes().forEach(this::object);
    facts.hostSubnets().forEach(this::object);
    for (RawPod pod : pods) {
      pod(pod);
    }
    List<RawRanges.Subnets> subnets =
        facts.ranges().stream().flatMap(some -> some.subnets().stream()).toList();
    subnets(subnets, pods);
    nodes.forEach(this::bridges);
    nodes.tailMap("\0").forEach(this::index);
    // Pods that tell no node may be on one that is known: that one has the address.
    Collected nameless = nodes.get("");
    if (nameless != null) {
      index("", nameless);
    }
  }

  private Collected node(String name) {
    return nodes.computeIfAbsent(name, key -> new Collected());
  }

  private void object(RawNode raw) {
    Collected node = node(raw.name());
    if (!raw.labels().isEmpty()) {
      node.labels = raw.labels();
    }
    node.own.addAll(raw.internal());
    node.own.addAll(raw.external());
    node.podCidrs.addAll(raw.podCidrs());
    node.ovn |= NodeAnnotations.ovn(raw.annotations());
    raw.annotations().forEach((key, value) -> annotation(node, key, value));
  }

  private static void annotation(Collected node, String key, String value) {
    if (NodeAnnotations.use(key) == Use.PODS) {
      node.podCidrs.addAll(NodeAnnotations.blocks(value));
      return;
    }
    for (IpAddress address : NodeAnnotations.addresses(value)) {
      if (NodeAnnotations.use(key) == Use.TUNNEL) {
        node.others.put(address, key);
      } else {
        node.own.add(address);
      }
    }
  }

  // What pods tell about their nodes: enough where the snapshot holds no nodes at all.
  private void pod(RawPod pod) {
    if (pod.node().isEmpty() && !pod.hostNetwork()) {
      return;
    }
    Collected node = node(pod.node());
    node.own.addAll(pod.nodeAddresses());
    if (pod.hostNetwork()) {
      pod.addresses().stream()
          .filter(address -> !node.own.contains(address))
          .forEach(address -> node.others.putIfAbsent(address, "hostNetwork pod " + pod.name()));
    }
  }

  // OpenShift cuts its cluster network into one piece a node and says so nowhere on the node: the
  // piece around an address of a pod is its node's, if all pods in it agree.
  private void subnets(List<RawRanges.Subnets> subnets, List<RawPod> pods) {
    Map<Cidr, Set<String>> owners = new TreeMap<>();
    for (RawPod pod : pods) {
      if (pod.hostNetwork() || pod.node().isEmpty()) {
        continue;
      }
      for (IpAddress address : pod.addresses()) {
        for (RawRanges.Subnets some : subnets) {
          if (some.block().contains(address) && some.prefix() <= address.bits()) {
            owners
                .computeIfAbsent(new Cidr(address, some.prefix()), key -> new LinkedHashSet<>())
                .add(pod.node());
          }
        }
      }
    }
    owners.forEach(
        (piece, names) -> {
          if (names.size() == 1) {
            names.forEach(name -> node(name).podCidrs.add(piece));
          }
        });
  }

  // The first address of a node's block is its bridge (cni0, cbr0, tun0), the one before it, the
  // network's own, flannel's tunnel; OVN-Kubernetes has its management port at the second.
  private void bridges(String name, Collected node) {
    for (Cidr block : node.podCidrs) {
      if (block.network().bits() - block.prefix() < 2) {
        continue;
      }
      for (int i = 0; i <= (node.ovn ? 2 : 1); i++) {
        IpAddress address = new IpAddress(block.network().high(), block.network().low() + i);
        node.others.putIfAbsent(address, "address " + i + " of podCIDR " + block);
      }
    }
  }

  private void index(String name, Collected node) {
    int[] rank = {0};
    for (IpAddress address : node.own) {
      String what = rank[0]++ == 0 ? "its address" : "one of its addresses";
      holders.putIfAbsent(address, new OfNode(name, address, what, true, false));
    }
    node.others.forEach(
        (address, what) ->
            holders.putIfAbsent(
                address, new OfNode(name, address, what, what.startsWith("hostNetwork"), false)));
  }

  Optional<OfNode> at(IpAddress address) {
    return Optional.ofNullable(holders.get(address));
  }

  /** Nodes that are known by name. */
  List<ClusterNode> list() {
    List<ClusterNode> all = new ArrayList<>();
    nodes.forEach(
        (name, node) -> {
          if (!name.isEmpty()) {
            all.add(
                new ClusterNode(
                    name,
                    node.labels,
                    List.copyOf(node.own),
                    node.others,
                    List.copyOf(node.podCidrs)));
          }
        });
    return all;
  }

  /** Every block that a node has for its pods, with the node's name. */
  SortedMap<Cidr, String> podCidrs() {
    SortedMap<Cidr, String> all = new TreeMap<>();
    nodes.forEach((name, node) -> node.podCidrs.forEach(block -> all.putIfAbsent(block, name)));
    return all;
  }

  /** Whether a block holds an address of a node itself. */
  boolean anyIn(Cidr block) {
    return nodes.values().stream().flatMap(node -> node.own.stream()).anyMatch(block::contains);
  }
}
