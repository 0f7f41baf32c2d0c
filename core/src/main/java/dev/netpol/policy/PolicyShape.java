// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Cidr;
import dev.netpol.model.Direction;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.PortRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A policy as maps, lists, strings and integers, each map sorted by key. */
final class PolicyShape {

  private PolicyShape() {}

  /** A list item with comment lines over it. */
  record Commented(List<String> comments, Object value) {}

  static Map<String, Object> of(NetworkPolicy policy, PolicyYaml.Comments comments) {
    SortedMap<String, Object> spec = new TreeMap<>();
    spec.put("podSelector", selector(policy.podSelector()));
    spec.put("policyTypes", policy.policyTypes().stream().map(Direction::policyType).toList());
    for (Direction direction : Direction.values()) {
      List<Object> rules = new ArrayList<>();
      for (Rule rule : policy.rules(direction)) {
        rules.add(
            new Commented(
                comments.rule(policy, direction, rules.size()),
                rule(rule, direction == Direction.INGRESS ? "from" : "to")));
      }
      if (!rules.isEmpty()) {
        spec.put(direction == Direction.INGRESS ? "ingress" : "egress", rules);
      }
    }
    return sorted(
        Map.of(
            "apiVersion",
            "networking.k8s.io/v1",
            "kind",
            "NetworkPolicy",
            "metadata",
            sorted(Map.of("name", policy.name(), "namespace", policy.namespace())),
            "spec",
            spec));
  }

  private static Map<String, Object> sorted(Map<String, ?> map) {
    return new TreeMap<>(map);
  }

  private static Map<String, Object> rule(Rule rule, String peers) {
    Map<String, Object> map = new TreeMap<>();
    if (!rule.peers().isEmpty()) {
      map.put(peers, rule.peers().stream().map(PolicyShape::peer).toList());
    }
    if (!rule.ports().isEmpty()) {
      map.put("ports", rule.ports().stream().map(PolicyShape::port).toList());
    }
    return map;
  }

  private static Map<String, Object> peer(Peer peer) {
    Map<String, Object> map = new TreeMap<>();
    if (peer instanceof Peer.IpBlock block) {
      Map<String, Object> inner = new TreeMap<>();
      inner.put("cidr", block.cidr().toString());
      if (!block.except().isEmpty()) {
        inner.put("except", block.except().stream().map(Cidr::toString).toList());
      }
      map.put("ipBlock", inner);
    } else if (peer instanceof Peer.Pods pods) {
      pods.podSelector().ifPresent(it -> map.put("podSelector", selector(it)));
      pods.namespaceSelector().ifPresent(it -> map.put("namespaceSelector", selector(it)));
    }
    return map;
  }

  private static Map<String, Object> port(Port port) {
    Map<String, Object> map = new TreeMap<>();
    map.put("protocol", port.protocol().name());
    if (port instanceof Port.Named named) {
      map.put("port", named.name());
    } else if (port instanceof Port.Numbered numbered) {
      PortRange range = numbered.ports();
      map.put("port", range.first());
      if (range.last() != range.first()) {
        map.put("endPort", range.last());
      }
    }
    return map;
  }

  private static Map<String, Object> selector(LabelSelector selector) {
    Map<String, Object> map = new TreeMap<>();
    if (!selector.matchLabels().isEmpty()) {
      map.put("matchLabels", sorted(selector.matchLabels().asMap()));
    }
    if (!selector.matchExpressions().isEmpty()) {
      map.put(
          "matchExpressions",
          selector.matchExpressions().stream().map(PolicyShape::requirement).toList());
    }
    return map;
  }

  private static Map<String, Object> requirement(LabelSelector.Requirement requirement) {
    Map<String, Object> map = new TreeMap<>();
    map.put("key", requirement.key());
    map.put("operator", requirement.operator().apiName());
    if (!requirement.values().isEmpty()) {
      map.put("values", requirement.values());
    }
    return map;
  }
}
