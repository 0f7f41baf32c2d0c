// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.SnapshotOptions;
import dev.netpol.cluster.SnapshotReader;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.PolicyYaml;
import dev.netpol.policy.ReadPolicies;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A cluster for questions: replicas, a dual-stack pod, an empty Deployment, names used twice. */
final class Samples {

  static final String CLUSTER =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop, labels: {team: sales}}
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: bank}
      ---
      apiVersion: v1
      kind: Node
      metadata: {name: n1}
      spec: {podCIDR: 10.0.1.0/24}
      status: {addresses: [{type: InternalIP, address: 192.168.0.1}]}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: cart, namespace: shop}
      spec:
        replicas: 2
        selector: {matchLabels: {app: cart}}
        template:
          metadata: {labels: {app: cart}}
          spec: {containers: [{name: c, ports: [{name: http, containerPort: 8080}]}]}
      ---
      apiVersion: apps/v1
      kind: ReplicaSet
      metadata:
        name: cart-1
        namespace: shop
        uid: rs
        ownerReferences: [{kind: Deployment, name: cart, controller: true}]
      spec: {selector: {matchLabels: {app: cart}}}
      ---
      apiVersion: v1
      kind: Pod
      metadata:
        name: cart-1-a
        namespace: shop
        labels: {app: cart}
        ownerReferences: [{kind: ReplicaSet, name: cart-1, uid: rs, controller: true}]
      spec: {nodeName: n1, containers: [{name: c, ports: [{name: http, containerPort: 8080}]}]}
      status: {phase: Running, podIP: 10.0.1.11}
      ---
      apiVersion: v1
      kind: Pod
      metadata:
        name: cart-1-b
        namespace: shop
        labels: {app: cart, canary: "yes"}
        ownerReferences: [{kind: ReplicaSet, name: cart-1, uid: rs, controller: true}]
      spec: {nodeName: n2, containers: [{name: c, ports: [{name: http, containerPort: 9090}]}]}
      status: {phase: Running, podIP: 10.0.2.11, podIPs: [{ip: 10.0.2.11}, {ip: "fd00::11"}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: shop, labels: {app: web}}
      spec: {nodeName: n2, containers: [{name: c}]}
      status: {phase: Running, podIP: 10.0.2.10, podIPs: [{ip: 10.0.2.10}, {ip: "fd00::10"}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: agent, namespace: shop, labels: {app: agent}}
      spec: {nodeName: n1, hostNetwork: true, containers: [{name: c}]}
      status: {phase: Running, hostIP: 192.168.0.1, podIP: 192.168.0.1}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: done, namespace: shop, labels: {app: done}}
      spec: {nodeName: n1, containers: [{name: c}]}
      status: {phase: Succeeded, podIP: 10.0.1.99}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: teller, namespace: bank, labels: {app: web}}
      spec: {nodeName: n2, containers: [{name: c}]}
      status: {phase: Running, podIP: 10.0.2.20}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: twin, namespace: bank}
      spec:
        replicas: 0
        selector: {matchLabels: {app: twin}}
        template: {metadata: {labels: {app: twin}}, spec: {containers: [{name: c}]}}
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: twin, namespace: bank}
      spec:
        replicas: 0
        selector: {matchLabels: {app: twin, kind: set}}
        template: {metadata: {labels: {app: twin, kind: set}}, spec: {containers: [{name: c}]}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: basket, namespace: shop}
      spec: {clusterIP: 10.96.0.10, selector: {app: cart}, ports: [{port: 80, targetPort: 8080}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: ghost, namespace: shop}
      spec: {clusterIP: 10.96.0.11, selector: {app: ghost}, ports: [{port: 80}]}
      """;

  private Samples() {}

  static ClusterSnapshot snapshot() {
    return snapshot(CLUSTER);
  }

  static ClusterSnapshot snapshot(String text) {
    return SnapshotReader.of(SnapshotOptions.DEFAULT)
        .add(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "cluster.yaml")
        .snapshot();
  }

  /** Policies p0, p1, ... of the namespace shop. */
  static List<NetworkPolicy> policies(String... specs) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < specs.length; i++) {
      text.append("---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n")
          .append("metadata: {name: p" + i + ", namespace: shop}\n")
          .append("spec: " + specs[i] + "\n");
    }
    ReadPolicies read = PolicyYaml.parse(text.toString(), "p.yaml");
    assertThat(read.diagnostics()).isEmpty();
    return read.policies();
  }
}
