// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Writes a log of a cluster as companies have them, from a seed: namespaces of services in tiers,
 * which mostly call what is behind them, now and then the gateway of another namespace, the
 * cluster's DNS and addresses outside. Its objects are embedded. One file without dependencies, so
 * that it can be started as it is.
 *
 * <p>{@code java GenerateTown.java FILE NAMESPACES WORKLOADS FLOWS [SEED]}; the numbers are of all
 * namespaces together.
 */
public final class GenerateTown {
  private static final String[] NAMES = {
    "gateway", "frontend", "admin", "mobile-api", "orders", "cart", "checkout", "catalog", "search",
    "pricing", "payments", "shipping", "accounts", "mailer", "reports", "worker", "queue", "cache",
    "postgres", "archive"
  };
  private static final int[] PORTS = {
    8443, 8080, 8080, 9090, 8080, 8080, 8080, 8080, 9200, 8080, 8080, 8080, 8080, 2525, 8080, 8080,
    5672, 6379, 5432, 9000
  };

  private final PrintWriter out;
  private final SplittableRandom random;
  private final int namespaces;
  private final List<Pod> pods = new ArrayList<>();
  private long micros;

  private record Pod(int namespace, int index, int number) {
    String space() {
      return "team-%02d".formatted(namespace);
    }

    String app() {
      int round = index / NAMES.length;
      return NAMES[index % NAMES.length] + (round == 0 ? "" : "-" + (round + 1));
    }

    String hash() {
      return "%08x".formatted(0x5bd1e995 * (number + 1));
    }

    String name() {
      return app() + "-" + hash() + "-0";
    }

    int port() {
      return PORTS[index % PORTS.length];
    }

    String ip() {
      return "10.%d.%d.%d".formatted(20, number / 200, 10 + number % 200);
    }
  }

  private record Flow(Pod from, String to, int port, String protocol) {}

  private GenerateTown(PrintWriter out, int namespaces, int workloads, long seed) {
    this.out = out;
    this.namespaces = namespaces;
    this.random = new SplittableRandom(seed);
    for (int i = 0; i < workloads; i++) {
      pods.add(new Pod(i % namespaces, i / namespaces, i));
    }
  }

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    Path part = file.resolveSibling(file.getFileName() + ".part");
    long seed = args.length > 4 ? Long.parseLong(args[4]) : 7;
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(part, StandardCharsets.UTF_8))) {
      new GenerateTown(out, Integer.parseInt(args[1]), Integer.parseInt(args[2]), seed)
          .write(Integer.parseInt(args[3]));
    }
    Files.move(part, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private void write(int count) {
    out.println(
        "{\"type\":\"trace\",\"version\":1,\"node\":\"node-1\",\"started\":\"2026-11-20T12:00:00Z\",\"covers\":"
            + "{\"connect\":[\"TCP\",\"UDP\"],\"accept\":[\"TCP\",\"UDP\"]},\"filters\":{}}");
    objects();
    Set<Flow> flows = new LinkedHashSet<>();
    for (int tries = 0; flows.size() < count && tries < 30 * count; tries++) {
      flows.add(flow(pods.get(tries % pods.size()), tries / pods.size()));
    }
    flows.forEach(this::records);
    out.println(
        "{\"type\":\"end\",\"time\":\"2026-11-20T13:00:00Z\",\"received\":1,\"written\":1,\"lost\":{}}");
  }

  /** The first things a workload calls are the same for all; after that it is chance. */
  private Flow flow(Pod from, int round) {
    int kind = round == 0 ? 0 : random.nextInt(20);
    if (kind == 0) {
      return new Flow(from, "10.20.250.2", 53, "UDP");
    }
    if (kind == 1 && tier(from) == 1) {
      return new Flow(from, "203.0.113." + (1 + random.nextInt(9)), 443, "TCP");
    }
    if (kind == 2 && tier(from) < 3) {
      Pod gateway = pods.get(from.namespace() / (2 + random.nextInt(3)));
      return new Flow(from, gateway.ip(), gateway.port(), "TCP");
    }
    Pod to = pods.get(random.nextInt(pods.size() / namespaces) * namespaces + from.namespace());
    int steps = tier(to) - tier(from);
    return steps == 1 || steps == 2 && random.nextInt(4) == 0
        ? new Flow(from, to.ip(), to.port(), "TCP")
        : new Flow(from, "10.20.250.2", 53, "UDP");
  }

  /** Gateways, what people see, services, services behind those, stores. */
  private static int tier(Pod pod) {
    int place = pod.index() % NAMES.length;
    return place < 1 ? 0 : place < 4 ? 1 : place < 10 ? 2 : place < 16 ? 3 : 4;
  }

  private void records(Flow flow) {
    int connections = 1 + random.nextInt(3);
    for (int i = 0; i < connections; i++) {
      int sport = 32768 + random.nextInt(28000);
      line("connect", flow.from(), flow, sport);
      pods.stream()
          .filter(pod -> pod.ip().equals(flow.to()))
          .forEach(pod -> line("accept", pod, flow, sport));
    }
  }

  private void line(String type, Pod seen, Flow flow, int sport) {
    micros += 1 + random.nextInt(100_000);
    out.printf(
        "{\"type\":\"%s\",\"time\":\"2026-11-20T12:%02d:%02d.%06dZ\",\"node\":\"node-1\",\"namespace\":\"%s\","
            + "\"pod\":\"%s\",\"pid\":%d,\"comm\":\"%s\",\"ip\":4,\"proto\":\"%s\",\"saddr\":\"%s\",\"sport\":%d,"
            + "\"daddr\":\"%s\",\"dport\":%d,\"outcome\":\"%s\"}%n",
        type,
        micros / 60_000_000 % 60,
        micros / 1_000_000 % 60,
        micros % 1_000_000,
        seen.space(),
        seen.name(),
        1000 + seen.number(),
        seen.app(),
        flow.protocol(),
        flow.from().ip(),
        sport,
        flow.to(),
        flow.port(),
        flow.protocol().equals("TCP") ? "established" : "attempted");
  }

  private void objects() {
    for (int i = 0; i < namespaces; i++) {
      namespace("team-%02d".formatted(i));
    }
    namespace("kube-system");
    object(
        "\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"node-1\"},\"spec\":{\"podCIDR\":"
            + "\"10.20.0.0/16\"},\"status\":{\"addresses\":[{\"type\":\"InternalIP\",\"address\":\"192.168.0.10\"}]}");
    object(
        "\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"kube-dns\",\"namespace\":\"kube-system\","
            + "\"labels\":{\"k8s-app\":\"kube-dns\"}},\"spec\":{\"clusterIP\":\"10.96.0.10\",\"selector\":{\"k8s-app\":"
            + "\"kube-dns\"},\"ports\":[{\"port\":53,\"protocol\":\"UDP\",\"targetPort\":53}]}");
    pod(
        "kube-system",
        "coredns",
        "7c65d6cfc9",
        "coredns-7c65d6cfc9-0",
        "k8s-app\":\"kube-dns",
        "10.20.250.2");
    for (Pod it : pods) {
      pod(it.space(), it.app(), it.hash(), it.name(), "app\":\"" + it.app(), it.ip());
    }
  }

  private void namespace(String name) {
    object(
        ("\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"%s\",\"labels\":"
                + "{\"kubernetes.io/metadata.name\":\"%s\"}}")
            .formatted(name, name));
  }

  private void pod(String space, String app, String hash, String name, String label, String ip) {
    object(
        ("\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"%s\",\"namespace\":\"%s\"},"
                + "\"spec\":{\"replicas\":1,\"selector\":{\"matchLabels\":{\"%s\"}},\"template\":{\"metadata\":"
                + "{\"labels\":{\"%s\"}}}}")
            .formatted(app, space, label, label));
    object(
        ("\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"%s\",\"namespace\":\"%s\",\"labels\":"
                + "{\"%s\",\"pod-template-hash\":\"%s\"},\"ownerReferences\":[{\"apiVersion\":\"apps/v1\",\"kind\":"
                + "\"ReplicaSet\",\"name\":\"%s-%s\",\"uid\":\"r\",\"controller\":true}]},\"spec\":{\"nodeName\":"
                + "\"node-1\",\"containers\":[{\"name\":\"server\"}]},\"status\":{\"phase\":\"Running\",\"startTime\":"
                + "\"2026-11-19T12:00:00Z\",\"podIP\":\"%s\",\"podIPs\":[{\"ip\":\"%s\"}]}")
            .formatted(name, space, label, hash, app, hash, ip, ip));
  }

  private void object(String json) {
    out.println(
        "{\"type\":\"object\",\"time\":\"2026-11-20T12:00:00Z\",\"object\":{" + json + "}}");
  }
}
