// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.Advisor;
import dev.netpol.Observed;
import dev.netpol.cluster.SnapshotOptions;
import dev.netpol.cluster.SnapshotReader;
import dev.netpol.model.Direction;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.PolicyYaml;
import dev.netpol.trace.TraceReader;
import dev.netpol.trace.TraceSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A cluster and a trace as a few lines of a test. Two nodes, node-1 at 10.0.0.1 with pods in
 * 10.244.1.0/24 and node-2 at 10.0.0.2 with 10.244.2.0/24, captured in full unless said otherwise.
 */
final class Literal {

  static final String FULL = "{\"connect\":[\"TCP\",\"UDP\"],\"accept\":[\"TCP\",\"UDP\"]}";

  private final List<String> objects = new ArrayList<>();
  private final List<String> records = new ArrayList<>();
  private String covers = FULL;
  private String filters = "{}";
  private List<String> nodes = List.of("node-1", "node-2");
  private final AdviceOptions.Builder options =
      AdviceOptions.builder().dns(AdviceOptions.Dns.OBSERVED);

  Literal() {
    for (int i = 1; i <= 2; i++) {
      object(
          """
          kind: Node
          metadata: {name: node-%1$d}
          spec: {podCIDR: 10.244.%1$d.0/24}
          status: {addresses: [{type: InternalIP, address: 10.0.0.%1$d}]}
          """
              .formatted(i));
    }
  }

  /** Any object, without its apiVersion. */
  Literal object(String yaml) {
    String kind = yaml.substring("kind: ".length(), yaml.indexOf('\n'));
    String group =
        switch (kind) {
          case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet" -> "apps/";
          case "Job", "CronJob" -> "batch/";
          case "EndpointSlice" -> "discovery.k8s.io/";
          case "NetworkPolicy" -> "networking.k8s.io/";
          default -> "";
        };
    objects.add("apiVersion: " + group + "v1\n" + yaml);
    return this;
  }

  /** A Deployment {@code namespace/name} with one pod; the address says on which node. */
  Literal deployment(String id, String labels, String ip) {
    controller("Deployment", id, labels);
    String name = name(id) + "-6b9f7d5c4";
    object(
        """
        kind: ReplicaSet
        metadata:
          namespace: %s
          name: %s
          ownerReferences: [{kind: Deployment, name: %s, controller: true}]
        """
            .formatted(namespace(id), name, name(id)));
    return pod(
        namespace(id) + "/" + name + "-abcde",
        labels + ", pod-template-hash: 6b9f7d5c4",
        ip,
        "ownerReferences: [{kind: ReplicaSet, name: " + name + ", controller: true}]");
  }

  /** A controller without pods. */
  Literal controller(String kind, String id, String labels) {
    return object(
        """
        kind: %s
        metadata: {namespace: %s, name: %s}
        spec:
          replicas: 1
          selector: {matchLabels: {%s}}
          template: {metadata: {labels: {%s}}}
        """
            .formatted(kind, namespace(id), name(id), labels, labels));
  }

  Literal pod(String id, String labels, String ip) {
    return pod(id, labels, ip, "annotations: {}");
  }

  Literal pod(String id, String labels, String ip, String metadata) {
    return object(
        """
        kind: Pod
        metadata: {namespace: %s, name: %s, uid: %s, labels: {%s}, %s}
        spec: {nodeName: %s, containers: [{name: main}]}
        status: {phase: Running, podIP: "%s", podIPs: [{ip: "%s"}]}
        """
            .formatted(namespace(id), name(id), uid(id), labels, metadata, node(ip), ip, ip));
  }

  /** A Service; {@code spec} holds what its type and its ports are. */
  Literal service(String id, String clusterIp, String selector, String spec) {
    return object(
        """
        kind: Service
        metadata: {namespace: %s, name: %s}
        spec: {clusterIP: "%s", selector: {%s}, %s}
        """
            .formatted(namespace(id), name(id), clusterIp, selector, spec));
  }

  /** kube-dns as kubeadm makes it. */
  Literal kubeDns() {
    return deployment("kube-system/coredns", "k8s-app: kube-dns", "10.244.2.53")
        .service(
            "kube-system/kube-dns",
            "10.96.0.10",
            "k8s-app: kube-dns",
            "ports: [{name: dns, port: 53, protocol: UDP}, {name: dns-tcp, port: 53}]");
  }

  Literal covers(String json, String... onNodes) {
    covers = json;
    if (onNodes.length > 0) {
      nodes = List.of(onNodes);
    }
    return this;
  }

  Literal filters(String json) {
    filters = json;
    return this;
  }

  /** A connect that a pod's node saw: {@code from} is an address, {@code to} address:port. */
  Literal connect(String from, String to) {
    return connect(from, to, "TCP", "established");
  }

  Literal connect(String from, String to, String protocol, String outcome) {
    return event("connect", node(from), from, to, protocol, outcome);
  }

  Literal accept(String from, String to) {
    return event("accept", node(to), from, to, "TCP", "established");
  }

  Literal event(String type, String node, String from, String to, String protocol, String outcome) {
    return record(
        """
        {"type":"%s","time":"2026-01-01T00:00:%02dZ","node":"%s","proto":"%s","saddr":"%s",\
        "sport":40000,"daddr":"%s","dport":%s,"outcome":"%s","comm":"test","pid":1}"""
            .formatted(
                type,
                records.size() % 60,
                node,
                protocol,
                from,
                to.substring(0, to.lastIndexOf(':')),
                to.substring(to.lastIndexOf(':') + 1),
                outcome));
  }

  Literal record(String json) {
    records.add(json);
    return this;
  }

  AdviceOptions.Builder options() {
    return options;
  }

  Literal with(Consumer<AdviceOptions.Builder> choices) {
    choices.accept(options);
    return this;
  }

  Observed observed() {
    List<String> lines = new ArrayList<>();
    for (String node : nodes) {
      lines.add(
          "{\"type\":\"trace\",\"version\":1,\"node\":\"%s\",\"started\":\"2026-01-01T00:00:00Z\",\"covers\":%s,\"filters\":%s}"
              .formatted(node, covers, filters));
    }
    lines.addAll(records);
    nodes.forEach(node -> lines.add("{\"type\":\"end\",\"node\":\"" + node + "\",\"lost\":{}}"));
    try (TraceReader reader =
        TraceReader.of(TraceSource.of(stream(String.join("\n", lines) + "\n"), "trace.log"))) {
      return Advisor.of(
              SnapshotReader.of(SnapshotOptions.DEFAULT)
                  .add(stream(String.join("---\n", objects)), "cluster.yaml")
                  .snapshot())
          .observe(reader);
    }
  }

  Advice advise() {
    return observed().advise(options.build());
  }

  /** The policy of that name, in short: one line a rule. */
  static List<String> rules(Advice advice, String id) {
    return advice.proposals().stream()
        .filter(proposal -> proposal.policy().id().equals(id))
        .findFirst()
        .map(Literal::rules)
        .orElse(List.of());
  }

  /** {@code in app=web :TCP/80}, {@code out 1.1.1.1/32 :TCP/443 (widened)}, ... */
  private static List<String> rules(Proposal proposal) {
    List<String> lines = new ArrayList<>();
    for (Direction direction : proposal.policy().policyTypes()) {
      String in = direction == Direction.INGRESS ? "in" : "out";
      List<RuleEvidence> evidence = proposal.evidence(direction);
      for (int i = 0; i < evidence.size(); i++) {
        lines.add(
            in
                + Short.of(proposal.policy().rules(direction).get(i))
                + evidence
                    .get(i)
                    .assumption()
                    .map(assumption -> " (" + assumption.label() + ")")
                    .orElse(""));
      }
      if (evidence.isEmpty()) {
        lines.add(in + " nothing");
      }
    }
    return lines;
  }

  static String yaml(Advice advice, String... ids) {
    List<NetworkPolicy> policies =
        advice.policies().stream()
            .filter(policy -> Arrays.asList(ids).contains(policy.id()))
            .collect(Collectors.toList());
    return PolicyYaml.write(policies);
  }

  static List<String> codes(Advice advice) {
    return advice.findings().stream().map(finding -> finding.code()).distinct().toList();
  }

  private static String node(String ip) {
    return ip.startsWith("10.244.2.") || ip.startsWith("fd00:2:") ? "node-2" : "node-1";
  }

  private static String uid(String id) {
    return "uid-" + id.replace('/', '-');
  }

  private static String namespace(String id) {
    return id.substring(0, id.indexOf('/'));
  }

  private static String name(String id) {
    return id.substring(id.indexOf('/') + 1);
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
