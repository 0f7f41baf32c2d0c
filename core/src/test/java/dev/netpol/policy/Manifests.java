// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.netpol.model.ContainerPort;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Pod;
import dev.netpol.model.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Namespaces and pods of a conformance case, and what is expected of it. */
record Manifests(Map<String, Labels> namespaces, Map<String, Pod> pods) {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final ObjectMapper JSON = new ObjectMapper();

  static JsonNode json(Path file) throws IOException {
    return JSON.readTree(file.toFile());
  }

  static Manifests read(Path file) throws IOException {
    Map<String, Labels> namespaces = new HashMap<>();
    Map<String, Pod> pods = new TreeMap<>();
    try (MappingIterator<JsonNode> all = YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
      while (all.hasNext()) {
        JsonNode object = all.next();
        if (object.path("kind").asText().equals("Namespace")) {
          namespaces.put(object.at("/metadata/name").asText(), labels(object));
        } else if (object.path("kind").asText().equals("Pod")) {
          Pod pod = pod(object);
          pods.put(pod.toString(), pod);
        }
      }
    }
    return new Manifests(namespaces, pods);
  }

  private static Labels labels(JsonNode object) {
    Map<String, String> labels = new HashMap<>();
    for (Map.Entry<String, JsonNode> label : object.at("/metadata/labels").properties()) {
      labels.put(label.getKey(), label.getValue().asText());
    }
    return Labels.of(labels);
  }

  private static Pod pod(JsonNode object) {
    List<ContainerPort> ports = new ArrayList<>();
    for (JsonNode container : object.at("/spec/containers")) {
      for (JsonNode port : container.path("ports")) {
        ports.add(
            new ContainerPort(
                port.path("name").asText(),
                Protocol.valueOf(port.path("protocol").asText("TCP")),
                port.path("containerPort").asInt()));
      }
    }
    return new Pod(
        object.at("/metadata/namespace").asText("default"),
        object.at("/metadata/name").asText(),
        labels(object),
        List.of(IpAddress.parse(object.at("/status/podIP").asText())),
        object.at("/spec/hostNetwork").asBoolean(),
        object.at("/spec/nodeName").asText(""),
        ports);
  }

  /** The policies of the case, all of which must be valid; none where there is no file. */
  PolicySet policies(Path file) throws IOException {
    List<NetworkPolicy> policies = List.of();
    if (Files.exists(file)) {
      // The tables were transcribed with y unquoted, which kubectl refuses as a boolean, and so do
      // we; upstream makes these policies in Go.
      String text = Files.readString(file).replaceAll("(?m): y$", ": \"y\"");
      ReadPolicies read = PolicyYaml.parse(text, file.toString());
      if (read.hasErrors() || read.policies().isEmpty()) {
        throw new AssertionError(file + ": " + read.diagnostics());
      }
      policies = read.policies();
    }
    return PolicySet.compile(policies, namespaces, Map.of(), Modes.DEFAULT);
  }

  /** What the naive evaluator says: the tables test it, too. */
  boolean naive(PolicySet policies, String from, String to, Protocol protocol, int port) {
    return new NaiveEvaluator(policies.policies(), namespaces, Map.of())
        .allows(end(from), end(to), protocol, port);
  }

  private NaiveEvaluator.End end(String text) {
    Pod pod = pods.get(text);
    return pod == null
        ? NaiveEvaluator.End.of(IpAddress.parse(text))
        : NaiveEvaluator.End.of(pod, pod.addresses().get(0));
  }

  /** {@code namespace/pod}, or an address. */
  Party party(String text) {
    Pod pod = pods.get(text);
    return pod == null ? Party.of(IpAddress.parse(text)) : Party.of(pod, pod.addresses().get(0));
  }
}
