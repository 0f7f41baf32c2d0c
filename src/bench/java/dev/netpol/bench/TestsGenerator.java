// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.bench;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Writes policies for a cluster of {@link ClusterGenerator} and a test of them that passes: each
 * workload answers the one before it and the one after it, on one port. The same seed gives the
 * same bytes.
 *
 * <p>Arguments: folder with {@code cluster.json}, pods, expectations, seed.
 */
public final class TestsGenerator {
  private static final int REPLICAS = 10;
  private static final int NAMESPACES = 50;
  private static final int PORT = 8080;

  private TestsGenerator() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    int workloads = Math.max(2, Integer.parseInt(args[1]) / REPLICAS);
    int expectations = Integer.parseInt(args[2]);
    long seed = args.length > 3 ? Long.parseLong(args[3]) : 1;
    try (Writer out =
        Files.newBufferedWriter(folder.resolve("policies.yaml"), StandardCharsets.UTF_8)) {
      for (int w = 0; w < workloads; w++) {
        out.write(policy(w));
      }
    }
    SplittableRandom random = new SplittableRandom(seed);
    try (Writer out =
        Files.newBufferedWriter(folder.resolve("bench.test.yaml"), StandardCharsets.UTF_8)) {
      out.write("cluster: cluster.json\npolicies: policies.yaml\nexpect:\n");
      for (int i = 0; i < expectations; i++) {
        int from = random.nextInt(workloads);
        int near = from + (random.nextBoolean() ? 1 : -1);
        int to =
            random.nextInt(3) == 0 && near >= 0 && near < workloads
                ? near
                : random.nextInt(workloads);
        int port = random.nextInt(4) == 0 ? 9090 : PORT;
        // A workload without a rule for itself is closed to its own replicas, too.
        boolean allow = Math.abs(from - to) == 1 && port == PORT;
        out.write(
            "- {from: "
                + name(from)
                + ", to: \""
                + name(to)
                + ":"
                + port
                + "\", allow: "
                + allow
                + "}\n");
      }
    }
  }

  private static String name(int workload) {
    return "team-" + workload % NAMESPACES + "/service-" + workload;
  }

  private static String policy(int workload) {
    return """
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: service-%1$d, namespace: team-%2$d}
        spec:
          podSelector: {matchLabels: {app.kubernetes.io/name: service-%1$d}}
          policyTypes: [Ingress]
          ingress:
          - from: [%3$s, %4$s]
            ports: [{port: %5$d}]
        """
        .formatted(workload, workload % NAMESPACES, peer(workload - 1), peer(workload + 1), PORT);
  }

  private static String peer(int workload) {
    int namespace = Math.floorMod(workload, NAMESPACES);
    return "{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: team-"
        + namespace
        + "}}, podSelector: {matchLabels: {app.kubernetes.io/name: service-"
        + workload
        + "}}}";
  }
}
