// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the lab builds: the pods, nodes and Services of a cluster's objects.
 *
 * @param namespaces their labels by name
 */
record Snapshot(
    Path file,
    Map<String, Map<String, String>> namespaces,
    List<Node> nodes,
    List<Pod> pods,
    List<Translation> services) {

  /** Its own address, and the one that it has in the range of its pods. */
  record Node(String name, String address, String podRange, String gateway) {}

  record Port(String name, String protocol, int number) {}

  record Pod(
      String namespace,
      String name,
      String uid,
      Map<String, String> labels,
      String node,
      String address,
      List<Port> ports) {

    boolean matches(Map<String, String> selector) {
      return labels.entrySet().containsAll(selector.entrySet());
    }

    @Override
    public String toString() {
      return namespace + "/" + name;
    }
  }

  /**
   * What a Service's address and port become: that port of one of these pods.
   *
   * @param published to be reached from outside
   */
  record Translation(
      String address,
      boolean published,
      String protocol,
      int port,
      List<Pod> backends,
      int targetPort) {}

  static Snapshot read(Path file) throws IOException {
    List<Doc> objects = Doc.all(file);
    Map<String, Map<String, String>> namespaces = new TreeMap<>();
    of(objects, "Namespace")
        .forEach(it -> namespaces.put(name(it), it.at("metadata", "labels").labels()));
    List<Node> nodes = of(objects, "Node").map(Snapshot::node).toList();
    List<Pod> pods = of(objects, "Pod").map(Snapshot::pod).toList();
    List<Translation> services = new ArrayList<>();
    of(objects, "Service").forEach(it -> services.addAll(translations(it, pods)));
    return new Snapshot(file, namespaces, nodes, pods, services);
  }

  private static Stream<Doc> of(List<Doc> objects, String kind) {
    return objects.stream().filter(it -> it.is("kind", kind));
  }

  private static String name(Doc object) {
    return object.at("metadata", "name").text();
  }

  private static Node node(Doc it) {
    Doc internal =
        it.at("status", "addresses").items().stream()
            .filter(address -> address.is("type", "InternalIP"))
            .findFirst()
            .orElseThrow();
    String range = it.at("spec", "podCIDR").text();
    String gateway = range.replaceFirst("0/\\d+$", "1");
    return new Node(name(it), internal.at("address").text(), range, gateway);
  }

  private static Pod pod(Doc it) {
    List<Port> ports = new ArrayList<>();
    for (Doc container : it.at("spec", "containers").items()) {
      for (Doc port : container.at("ports").items()) {
        int number = Integer.parseInt(port.at("containerPort").text());
        ports.add(new Port(port.at("name").text(), protocol(port), number));
      }
    }
    Doc meta = it.at("metadata");
    return new Pod(
        meta.at("namespace").text(),
        name(it),
        meta.at("uid").text(),
        meta.at("labels").labels(),
        it.at("spec", "nodeName").text(),
        it.at("status", "podIP").text(),
        ports);
  }

  private static String protocol(Doc port) {
    return port.at("protocol").exists() ? port.at("protocol").text() : "TCP";
  }

  /** As kube-proxy does it, for the addresses of the cluster and of its load balancers. */
  private static List<Translation> translations(Doc service, List<Pod> pods) {
    Map<String, String> selector = service.at("spec", "selector").labels();
    String namespace = service.at("metadata", "namespace").text();
    Map<String, Boolean> addresses = new TreeMap<>();
    service.at("spec", "clusterIPs").texts().forEach(it -> addresses.put(it, false));
    for (Doc ingress : service.at("status", "loadBalancer", "ingress").items()) {
      addresses.put(ingress.at("ip").text(), true);
    }
    List<Pod> backends =
        selector.isEmpty()
            ? List.of()
            : pods.stream()
                .filter(pod -> pod.namespace().equals(namespace) && pod.matches(selector))
                .toList();
    List<Translation> translations = new ArrayList<>();
    for (Doc port : backends.isEmpty() ? List.<Doc>of() : service.at("spec", "ports").items()) {
      addresses.forEach(
          (address, published) ->
              translations.add(
                  new Translation(
                      address,
                      published,
                      protocol(port),
                      Integer.parseInt(port.at("port").text()),
                      backends,
                      Integer.parseInt(port.at("targetPort").text()))));
    }
    return translations;
  }

  Node node(String name) {
    return nodes.stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  /** By namespace and name. */
  Pod pod(String id) {
    return pods.stream().filter(it -> it.toString().equals(id)).findFirst().orElseThrow();
  }

  /** Null where no pod has it. */
  Pod podAt(String address) {
    return pods.stream().filter(it -> it.address().equals(address)).findFirst().orElse(null);
  }
}
