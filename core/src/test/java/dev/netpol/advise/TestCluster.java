// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.netpol.model.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A generated cluster: what is really there, and the same as kubectl prints it. Names, labels and
 * ports come from so few that they meet each other often.
 */
final class TestCluster {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> NAMESPACES = List.of("a", "b", "kube-system");
  private static final List<String> NAMES = List.of("web", "api", "db", "job");
  private static final List<Integer> PORTS = List.of(80, 8080, 53, 9000);

  final List<TestNode> nodes = new ArrayList<>();
  final List<TestPod> pods = new ArrayList<>();
  final List<TestService> services = new ArrayList<>();
  private final List<Map<String, Object>> objects = new ArrayList<>();
  private int addresses;

  record TestNode(String name, String ip, String podRange) {}

  /** A pod; {@code ports} are those it listens on, by name. */
  record TestPod(
      String namespace,
      String name,
      String uid,
      String workload,
      Map<String, String> labels,
      TestNode node,
      String podIp,
      Optional<String> podIp6,
      boolean hostNetwork,
      Map<String, Integer> ports) {

    String ip(boolean v6) {
      return v6 ? podIp6.orElse(podIp) : podIp;
    }
  }

  record TestService(
      String namespace,
      String name,
      String type,
      String clusterIp,
      Map<String, String> selector,
      int port,
      Object targetPort,
      int nodePort,
      String protocol) {

    /** The pods behind it, with the port they listen on. */
    Map<TestPod, Integer> backends(List<TestPod> pods) {
      Map<TestPod, Integer> backends = new LinkedHashMap<>();
      for (TestPod pod : pods) {
        if (pod.namespace().equals(namespace)
            && pod.labels().entrySet().containsAll(selector.entrySet())) {
          if (targetPort instanceof Integer number) {
            backends.put(pod, number);
          } else if (pod.ports().containsKey(targetPort.toString())) {
            backends.put(pod, pod.ports().get(targetPort.toString()));
          }
        }
      }
      return backends;
    }
  }

  TestCluster(Choices choices) {
    int nodeCount = choices.between(1, 3);
    for (int i = 1; i <= nodeCount; i++) {
      node("node-" + i, "10.0.0." + i, "10.244." + i + ".0/24");
    }
    NAMESPACES.forEach(name -> object("v1", "Namespace", "", name, Map.of(), Map.of()));
    int workloads = choices.between(1, 6);
    for (int i = 0; i < workloads; i++) {
      workload(choices, i);
    }
    int serviceCount = choices.between(0, 3);
    for (int i = 0; i < serviceCount; i++) {
      service(choices, i);
    }
    if (choices.oneIn(2)) {
      dns(choices);
    }
  }

  String snapshot() {
    return text(Map.of("apiVersion", "v1", "kind", "List", "items", objects));
  }

  Map<String, Set<IpAddress>> nodeAddresses() {
    Map<String, Set<IpAddress>> addresses = new HashMap<>();
    nodes.forEach(node -> addresses.put(node.name(), Set.of(IpAddress.parse(node.ip()))));
    return addresses;
  }

  static String text(Object json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private void node(String name, String ip, String range) {
    nodes.add(new TestNode(name, ip, range));
    object(
        "v1",
        "Node",
        "",
        name,
        Map.of("podCIDR", range, "podCIDRs", List.of(range)),
        Map.of("addresses", List.of(Map.of("type", "InternalIP", "address", ip))));
  }

  private void workload(Choices choices, int number) {
    String namespace = choices.of(List.of("a", "a", "b"));
    String kind = choices.of(List.of("Deployment", "StatefulSet", "Pod", "Job", "DaemonSet"));
    String name = choices.of(NAMES) + (choices.oneIn(3) ? "" : number);
    if (objects.stream().anyMatch(other -> isNamed(other, kind, namespace, name))) {
      return;
    }
    Map<String, String> labels = new TreeMap<>();
    if (!choices.oneIn(6)) {
      labels.put("app", choices.of(NAMES));
    }
    if (choices.oneIn(3)) {
      labels.put("tier", choices.of(List.of("front", "back")));
    }
    if (choices.oneIn(3)) {
      labels.put("track", choices.of(List.of("stable", "canary")));
    }
    if (choices.oneIn(2)) {
      labels.put("run", name);
    }
    Map<String, Integer> ports = new TreeMap<>();
    ports.put("main", choices.of(PORTS));
    if (choices.oneIn(2)) {
      ports.put("extra", choices.of(PORTS) + 1);
    }
    boolean host = choices.oneIn(8);
    boolean dual = choices.oneIn(4);
    int replicas = kind.equals("Pod") ? 1 : choices.between(kind.equals("Job") ? 1 : 0, 2);
    if (replicas == 0) {
      replicas = choices.between(0, 1);
    }
    Map<String, Object> podSpec = podSpec(Optional.empty(), host, ports);
    if (!kind.equals("Pod")) {
      Map<String, Object> spec = new LinkedHashMap<>();
      spec.put("replicas", replicas);
      spec.put("template", Map.of("metadata", Map.of("labels", labels), "spec", podSpec));
      if (!kind.equals("Job") && !labels.isEmpty()) {
        spec.put("selector", Map.of("matchLabels", labels));
      }
      object(kind.equals("Job") ? "batch/v1" : "apps/v1", kind, namespace, name, spec, Map.of());
    }
    for (int i = 0; i < replicas; i++) {
      pod(choices, kind, namespace, name, labels, ports, host, dual, i);
    }
  }

  private void pod(
      Choices choices,
      String kind,
      String namespace,
      String owner,
      Map<String, String> template,
      Map<String, Integer> ports,
      boolean host,
      boolean dual,
      int index) {
    TestNode node = choices.of(nodes);
    Map<String, String> labels = new TreeMap<>(template);
    String name = owner;
    List<Object> owners = List.of();
    switch (kind) {
      case "Deployment" -> {
        labels.put("pod-template-hash", "5d6f7c8b9");
        name = owner + "-5d6f7c8b9-x" + index + "fgh";
        owners = List.of(owner("ReplicaSet", owner + "-5d6f7c8b9"));
        replicaSet(namespace, owner);
      }
      case "StatefulSet" -> {
        name = owner + "-" + index;
        labels.put("statefulset.kubernetes.io/pod-name", name);
        owners = List.of(owner(kind, owner));
      }
      case "Job", "DaemonSet" -> {
        name = owner + (kind.equals("Job") ? "-jx" : "-dx") + index + "cv";
        if (kind.equals("Job")) {
          labels.put("job-name", owner);
          labels.put("controller-uid", "uid-" + owner);
        }
        owners = List.of(owner(kind, owner));
      }
      default -> {}
    }
    int number = ++addresses;
    String ip =
        host
            ? node.ip()
            : node.podRange().substring(0, node.podRange().lastIndexOf('.')) + "." + (number + 1);
    Optional<String> ip6 = dual && !host ? Optional.of("fd00::" + (number + 1)) : Optional.empty();
    TestPod pod =
        new TestPod(
            namespace,
            name,
            "uid-" + namespace + "-" + name,
            kind + "/" + owner,
            labels,
            node,
            ip,
            ip6,
            host,
            ports);
    pods.add(pod);
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("apiVersion", "v1");
    object.put("kind", "Pod");
    object.put(
        "metadata",
        Map.of(
            "namespace",
            namespace,
            "name",
            name,
            "uid",
            pod.uid(),
            "labels",
            labels,
            "ownerReferences",
            owners,
            "creationTimestamp",
            "2026-01-01T00:00:00Z"));
    object.put("spec", podSpec(Optional.of(node.name()), host, ports));
    List<Object> ips = new ArrayList<>(List.of(Map.of("ip", ip)));
    ip6.ifPresent(address -> ips.add(Map.of("ip", address)));
    object.put(
        "status",
        Map.of(
            "phase",
            "Running",
            "hostIP",
            node.ip(),
            "podIP",
            ip,
            "podIPs",
            ips,
            "startTime",
            "2026-01-01T00:00:00Z"));
    objects.add(object);
  }

  private void service(Choices choices, int number) {
    List<TestPod> selectable = pods.stream().filter(pod -> !pod.labels().isEmpty()).toList();
    if (selectable.isEmpty()) {
      return;
    }
    TestPod target = choices.of(selectable);
    List<String> keys =
        target.labels().keySet().stream().filter(key -> !LabelKeys.isVolatile(key)).toList();
    if (keys.isEmpty()) {
      return;
    }
    String key = choices.of(keys);
    Object targetPort = choices.of(List.<Object>of(target.ports().get("main"), "main", "extra"));
    String type = choices.of(List.of("ClusterIP", "ClusterIP", "NodePort", "LoadBalancer"));
    service(
        new TestService(
            target.namespace(),
            "svc" + number,
            type,
            "10.96.0." + (number + 20),
            Map.of(key, target.labels().get(key)),
            choices.of(PORTS) + 1000,
            targetPort,
            type.equals("ClusterIP") ? 0 : 30000 + number,
            "TCP"));
  }

  private void dns(Choices choices) {
    Map<String, String> labels = Map.of("k8s-app", "kube-dns");
    Map<String, Integer> ports = Map.of("dns", choices.of(List.of(53, 5353)));
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("replicas", 1);
    spec.put("selector", Map.of("matchLabels", labels));
    spec.put(
        "template",
        Map.of(
            "metadata", Map.of("labels", labels),
            "spec", podSpec(Optional.empty(), false, ports)));
    object("apps/v1", "Deployment", "kube-system", "coredns", spec, Map.of());
    pod(choices, "Deployment", "kube-system", "coredns", labels, ports, false, false, 0);
    service(
        new TestService(
            "kube-system",
            "kube-dns",
            "ClusterIP",
            "10.96.0.10",
            labels,
            53,
            ports.get("dns"),
            0,
            "UDP"));
  }

  private void service(TestService service) {
    services.add(service);
    Map<String, Object> port = new LinkedHashMap<>();
    port.put("port", service.port());
    port.put("targetPort", service.targetPort());
    port.put("protocol", service.protocol());
    if (service.nodePort() != 0) {
      port.put("nodePort", service.nodePort());
    }
    object(
        "v1",
        "Service",
        service.namespace(),
        service.name(),
        Map.of(
            "type",
            service.type(),
            "clusterIP",
            service.clusterIp(),
            "clusterIPs",
            List.of(service.clusterIp()),
            "selector",
            service.selector(),
            "ports",
            List.of(port)),
        Map.of());
  }

  private void replicaSet(String namespace, String deployment) {
    String name = deployment + "-5d6f7c8b9";
    if (objects.stream().noneMatch(other -> isNamed(other, "ReplicaSet", namespace, name))) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("apiVersion", "apps/v1");
      object.put("kind", "ReplicaSet");
      object.put(
          "metadata",
          Map.of(
              "namespace",
              namespace,
              "name",
              name,
              "ownerReferences",
              List.of(owner("Deployment", deployment))));
      objects.add(object);
    }
  }

  private void object(
      String version,
      String kind,
      String namespace,
      String name,
      Map<String, Object> spec,
      Map<String, Object> status) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("apiVersion", version);
    object.put("kind", kind);
    object.put(
        "metadata",
        namespace.isEmpty() ? Map.of("name", name) : Map.of("namespace", namespace, "name", name));
    object.put("spec", spec);
    object.put("status", status);
    objects.add(object);
  }

  private static Map<String, Object> podSpec(
      Optional<String> node, boolean host, Map<String, Integer> ports) {
    List<Object> declared = new ArrayList<>();
    ports.forEach((name, port) -> declared.add(Map.of("name", name, "containerPort", port)));
    Map<String, Object> spec = new LinkedHashMap<>();
    node.ifPresent(name -> spec.put("nodeName", name));
    if (host) {
      spec.put("hostNetwork", true);
    }
    spec.put("containers", List.of(Map.of("name", "main", "ports", declared)));
    return spec;
  }

  private static Map<String, Object> owner(String kind, String name) {
    return Map.of(
        "apiVersion",
        "apps/v1",
        "kind",
        kind,
        "name",
        name,
        "controller",
        true,
        "uid",
        "uid-" + name);
  }

  private static boolean isNamed(
      Map<String, Object> object, String kind, String namespace, String name) {
    Map<?, ?> metadata = (Map<?, ?>) object.get("metadata");
    return object.get("kind").equals(kind)
        && name.equals(metadata.get("name"))
        && namespace.equals(metadata.get("namespace"));
  }
}
