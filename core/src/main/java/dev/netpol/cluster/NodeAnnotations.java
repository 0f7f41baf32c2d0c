// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Cidr;
import dev.netpol.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Addresses that network plugins write on Node objects. The only list of them. Values are plain
 * addresses, CIDRs, comma lists or JSON; what matters in all of them are the address literals.
 */
final class NodeAnnotations {

  /** What the addresses of an annotation are. */
  enum Use {
    /** The node's own. */
    HOST,
    /** Of its bridge or tunnel: the source of traffic between its host and pods of other nodes. */
    TUNNEL,
    /** The block its pods get theirs from. */
    PODS
  }

  // A constant of its own, since OVN-Kubernetes also takes the second address of the block.
  private static final String OVN_SUBNETS = "k8s.ovn.org/node-subnets";

  private static final Map<String, Use> KEYS =
      Map.ofEntries(
          Map.entry("alpha.kubernetes.io/provided-node-ip", Use.HOST),
          Map.entry("k3s.io/internal-ip", Use.HOST),
          Map.entry("k3s.io/external-ip", Use.HOST),
          Map.entry("rke.cattle.io/internal-ip", Use.HOST),
          Map.entry("rke.cattle.io/external-ip", Use.HOST),
          Map.entry("flannel.alpha.coreos.com/public-ip", Use.HOST),
          Map.entry("flannel.alpha.coreos.com/public-ipv6", Use.HOST),
          Map.entry("node.antrea.io/transport-addresses", Use.HOST),
          Map.entry("projectcalico.org/IPv4Address", Use.HOST),
          Map.entry("projectcalico.org/IPv6Address", Use.HOST),
          Map.entry("projectcalico.org/IPv4IPIPTunnelAddr", Use.TUNNEL),
          Map.entry("projectcalico.org/IPv4VXLANTunnelAddr", Use.TUNNEL),
          Map.entry("projectcalico.org/IPv6VXLANTunnelAddr", Use.TUNNEL),
          Map.entry("projectcalico.org/IPv4WireguardInterfaceAddr", Use.TUNNEL),
          Map.entry("projectcalico.org/IPv6WireguardInterfaceAddr", Use.TUNNEL),
          Map.entry("network.cilium.io/ipv4-cilium-host", Use.TUNNEL),
          Map.entry("network.cilium.io/ipv6-cilium-host", Use.TUNNEL),
          Map.entry("network.cilium.io/ipv4-health-ip", Use.TUNNEL),
          Map.entry("network.cilium.io/ipv6-health-ip", Use.TUNNEL),
          Map.entry("network.cilium.io/ipv4-pod-cidr", Use.PODS),
          Map.entry("network.cilium.io/ipv6-pod-cidr", Use.PODS),
          Map.entry("io.cilium.network.ipv4-cilium-host", Use.TUNNEL),
          Map.entry("io.cilium.network.ipv6-cilium-host", Use.TUNNEL),
          Map.entry("io.cilium.network.ipv4-pod-cidr", Use.PODS),
          Map.entry("io.cilium.network.ipv6-pod-cidr", Use.PODS),
          Map.entry("k8s.ovn.org/node-primary-ifaddr", Use.HOST),
          Map.entry("k8s.ovn.org/host-addresses", Use.HOST),
          Map.entry("k8s.ovn.org/host-cidrs", Use.HOST),
          Map.entry("k8s.ovn.org/node-gateway-router-lrp-ifaddr", Use.TUNNEL),
          Map.entry("k8s.ovn.org/node-gateway-router-lrp-ifaddrs", Use.TUNNEL),
          Map.entry("k8s.ovn.org/node-transit-switch-port-ifaddr", Use.TUNNEL),
          Map.entry(OVN_SUBNETS, Use.PODS));

  private NodeAnnotations() {}

  static boolean matters(String key) {
    return KEYS.containsKey(key);
  }

  /** Whether OVN-Kubernetes runs the node's network. */
  static boolean ovn(Map<String, String> annotations) {
    return annotations.containsKey(OVN_SUBNETS);
  }

  static Use use(String key) {
    Use use = KEYS.get(key);
    if (use == null) {
      throw new IllegalArgumentException("not an annotation that matters: " + key);
    }
    return use;
  }

  static List<IpAddress> addresses(String value) {
    List<IpAddress> found = new ArrayList<>();
    for (String word : words(value)) {
      int slash = word.indexOf('/');
      IpAddress.tryParse(slash < 0 ? word : word.substring(0, slash)).ifPresent(found::add);
    }
    return found;
  }

  static List<Cidr> blocks(String value) {
    List<Cidr> found = new ArrayList<>();
    for (String word : words(value)) {
      Cidr.tryParse(word).ifPresent(found::add);
    }
    return found;
  }

  private static String[] words(String value) {
    return value.split("[^0-9a-fA-F:./]+");
  }
}
