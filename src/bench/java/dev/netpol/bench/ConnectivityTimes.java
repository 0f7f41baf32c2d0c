// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.bench;

import dev.netpol.check.ConnectivityMap;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.SnapshotOptions;
import dev.netpol.cluster.SnapshotReader;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.PolicyYaml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * All pairs of a generated cluster: 20 pods a workload, two policies a workload. The first time is
 * what a command feels, the least is what a library user does.
 *
 * <p>Arguments: pods, times.
 */
public final class ConnectivityTimes {
  private static final int REPLICAS = 20;
  private static final int NAMESPACES = 50;
  private static final long SEED = 1;

  private ConnectivityTimes() {}

  public static void main(String[] args) throws IOException {
    int pods = Integer.parseInt(args[0]);
    int workloads = Math.max(1, pods / REPLICAS);
    ClusterSnapshot snapshot =
        SnapshotReader.of(SnapshotOptions.DEFAULT).add(cluster(workloads), "generated").snapshot();
    List<NetworkPolicy> policies = PolicyYaml.read(policies(workloads), "generated").policies();
    double first = 0;
    double least = Double.MAX_VALUE;
    long edges = 0;
    for (int i = 0; i < Integer.parseInt(args[1]); i++) {
      long from = System.nanoTime();
      ConnectivityMap map = ConnectivityMap.of(policies, snapshot, Modes.DEFAULT);
      edges = map.edges().count();
      double seconds = (System.nanoTime() - from) / 1e9;
      first = i == 0 ? seconds : first;
      least = Math.min(least, seconds);
    }
    System.gc();
    long held = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    System.out.printf(
        Locale.ROOT,
        "connectivity: %d pods, %d workloads, %d policies, %d edges: first %.2f s, least %.2f s,"
            + " heap %.0f of %.0f MB%n",
        snapshot.pods().size(),
        snapshot.workloads().size(),
        policies.size(),
        edges,
        first,
        least,
        held / 1e6,
        Runtime.getRuntime().maxMemory() / 1e6);
  }

  /** Half of the workloads are StatefulSets, whose pods have a label each of their own. */
  private static ByteArrayInputStream cluster(int workloads) {
    StringBuilder text = new StringBuilder("{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[");
    for (int n = 0; n < NAMESPACES; n++) {
      text.append(
          json("{'apiVersion':'v1','kind':'Namespace',"
                  + "'metadata':{'name':'team-%d','labels':{'zone':'z%d'}}},\n")
              .formatted(n, n % 5));
    }
    for (int w = 0; w < workloads; w++) {
      for (int i = 0; i < REPLICAS; i++) {
        int index = w * REPLICAS + i;
        text.append(index == 0 ? "" : ",\n").append(pod(w, i, index));
      }
    }
    return stream(text.append("]}").toString());
  }

  private static String pod(int workload, int replica, int index) {
    boolean set = workload % 2 == 0;
    String owner =
        set
            ? "{'kind':'StatefulSet','name':'service-%d','controller':true}"
            : "{'kind':'ReplicaSet','name':'service-%d-bcdf','controller':true}";
    String own =
        set
            ? "'statefulset.kubernetes.io/pod-name':'service-%d-%d'".formatted(workload, replica)
            : "'pod-template-hash':'bcdf'";
    String text =
        "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'service-%d-%d','namespace':'%s',"
            + "'labels':{'app':'service-%d','tier':'t%d',%s},'ownerReferences':[%s]},"
            + "'spec':{'nodeName':'node-%d','containers':[{'name':'c',"
            + "'ports':[{'name':'http','containerPort':%d}]}]},"
            + "'status':{'phase':'Running','podIP':'10.%d.%d.%d'}}";
    return json(text)
        .formatted(
            workload,
            replica,
            namespace(workload),
            workload,
            workload % 7,
            json(own),
            json(owner.formatted(workload)),
            index / 100,
            8000 + workload % 10,
            index >> 16 & 255,
            index >> 8 & 255,
            index & 255);
  }

  /** With other quotes, to be read more easily here. */
  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static String namespace(int workload) {
    return "team-" + workload % NAMESPACES;
  }

  /** For each workload who may come in and where it may go. */
  private static ByteArrayInputStream policies(int workloads) {
    SplittableRandom random = new SplittableRandom(SEED);
    StringBuilder text = new StringBuilder();
    for (int w = 0; w < workloads; w++) {
      String ingress =
          "- from: [%s, %s]\n    ports: [{port: http}, {port: %d}]\n  - from: [%s]\n"
              .formatted(
                  pods(random.nextInt(workloads)),
                  w % 10 == 0
                      ? "{namespaceSelector: {matchLabels: {zone: z" + w % 5 + "}}}"
                      : pods(w),
                  9000 + random.nextInt(20),
                  block(random));
      String zones =
          "{namespaceSelector: {matchExpressions: [{key: zone, operator: In, values: [z1, z2]}]},"
              + " podSelector: {matchLabels: {tier: t%d}}}".formatted(random.nextInt(7));
      String egress =
          "- to: [%s, %s, %s]\n  - ports: [{port: 53, protocol: UDP}, {port: 53}]\n"
              .formatted(pods(random.nextInt(workloads)), pods(random.nextInt(workloads)), zones);
      text.append(policy(w, "in", "Ingress", "ingress", ingress));
      text.append(policy(w, "out", "Egress", "egress", egress));
    }
    return stream(text.toString());
  }

  private static String policy(int w, String name, String type, String rules, String text) {
    return ("---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n"
            + "metadata: {name: service-%d-%s, namespace: %s}\nspec:\n"
            + "  podSelector: {matchLabels: {app: service-%d}}\n  policyTypes: [%s]\n  %s:\n  %s")
        .formatted(w, name, namespace(w), w, type, rules, text);
  }

  private static String pods(int workload) {
    return "{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %s}},"
            .formatted(namespace(workload))
        + " podSelector: {matchLabels: {app: service-%d}}}".formatted(workload);
  }

  private static String block(SplittableRandom random) {
    return random.nextInt(10) == 0
        ? "{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}"
        : "{ipBlock: {cidr: 203.0.%d.0/24}}".formatted(random.nextInt(256));
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
