// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.ConnectivityMap;
import dev.netpol.check.Edge;
import dev.netpol.check.Vertex;
import dev.netpol.model.Cidr;
import dev.netpol.model.PortRange;
import dev.netpol.model.PortSet;
import dev.netpol.model.Protocol;
import dev.netpol.model.Workload;
import dev.netpol.policy.Modes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Edges as JSON: fields in a fixed order, every name as it is. */
final class EdgeJson {
  private EdgeJson() {}

  static Map<String, ?> of(ConnectivityMap map, List<Edge> edges) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("modes", modes(map.modes()));
    root.put("workloads", map.workloads().stream().map(EdgeJson::workload).toList());
    root.put("connections", edges.stream().map(EdgeJson::of).toList());
    return root;
  }

  /** Mode by mode. */
  static Map<String, String> modes(Modes modes) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String mode : modes.toString().split(" ", -1)) {
      int equals = mode.indexOf('=');
      all.put(mode.substring(0, equals), mode.substring(equals + 1));
    }
    return all;
  }

  /** {@code ports} of all pods, and {@code somePods} of which not all may open them. */
  static Map<String, Object> of(Edge edge) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("from", vertex(edge.from()));
    all.put("to", vertex(edge.to()));
    all.put("ports", ports(edge.reach().every()));
    all.put("somePods", ports(edge.reach().some()));
    return all;
  }

  private static Map<String, ?> vertex(Vertex vertex) {
    if (vertex instanceof Vertex.Pods it) {
      return workload(it.workload());
    }
    return Map.of(
        "cidrs",
        ((Vertex.Outside) vertex).addresses().cidrs().stream().map(Cidr::toString).toList());
  }

  private static Map<String, ?> workload(Workload workload) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("namespace", workload.namespace());
    all.put("kind", workload.kind());
    all.put("name", workload.name());
    return all;
  }

  private static List<Map<String, ?>> ports(PortSet ports) {
    List<Map<String, ?>> all = new ArrayList<>();
    for (Protocol protocol : Protocol.values()) {
      for (PortRange range : ports.ranges(protocol)) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("protocol", protocol);
        one.put("port", range.first());
        one.put("endPort", range.last());
        all.add(one);
      }
    }
    return all;
  }
}
