// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files for commands that judge: a cluster of three and policies for it. */
final class Shop {
  /** A web pod, and a cart that has a named port. */
  static final String PODS =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: shop, labels: {app: web}}
      spec: {containers: [{name: c}]}
      status: {phase: Running, podIP: 10.0.0.1}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: cart, namespace: shop, labels: {app: cart}}
      spec: {containers: [{name: c, ports: [{name: http, containerPort: 8080}]}]}
      status: {phase: Running, podIP: 10.0.0.2}
      """;

  /** The two, and a Deployment elsewhere. */
  static final String CLUSTER =
      PODS
          + """
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: admin, namespace: bank}
      spec:
        replicas: 2
        selector: {matchLabels: {app: admin}}
        template: {metadata: {labels: {app: admin}}, spec: {containers: [{name: c}]}}
      """;

  /** Only the web tier and some addresses reach the cart. */
  static final String CART =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: cart, namespace: shop}
      spec:
        podSelector: {matchLabels: {app: cart}}
        ingress:
        - from: [{podSelector: {matchLabels: {app: web}}}]
          ports: [{port: http}]
        - from: [{ipBlock: {cidr: 192.168.0.0/16}}]
      """;

  /** The same, and nobody reaches the web tier. */
  static final String OLD =
      CART
          + """
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: web, namespace: shop}
      spec: {podSelector: {matchLabels: {app: web}}}
      """;

  /** The bank reaches the cart, half of the addresses do no more, the web tier is open. */
  static final String NEW =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: cart, namespace: shop}
      spec:
        podSelector: {matchLabels: {app: cart}}
        ingress:
        - from: [{podSelector: {matchLabels: {app: web}}}]
          ports: [{port: 8080}]
        - from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: bank}}}]
          ports: [{port: 9090}]
        - from: [{ipBlock: {cidr: 192.168.0.0/17}}]
      """;

  private Shop() {}

  static String file(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
