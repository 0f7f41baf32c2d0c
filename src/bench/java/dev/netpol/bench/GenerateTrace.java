// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Writes a log as the capture writes it, from a seed: a cluster of 200 workloads with 10 pods each
 * on 40 nodes, its objects embedded, then lines of about 410 bytes, drawn evenly from 50,000
 * distinct observations: connects to ClusterIPs, their accepts, DNS, connects to 40 addresses
 * outside.
 *
 * <p>{@code GenerateTrace FILE MEGABYTES [SEED]}
 */
public final class GenerateTrace {

  private static final int NODES = 40;
  private static final int WORKLOADS = 200;
  private static final int PODS = 10;
  private static final int PEERS = 10;
  private static final int OUTSIDE = 4;
  private static final long START = Instant.parse("2026-11-20T12:00:00Z").getEpochSecond();

  private final SplittableRandom random;
  private final List<Pod> pods = new ArrayList<>();
  private final List<byte[][]> lines = new ArrayList<>();

  private record Pod(int workload, int index, String uid, String container, int pid) {
    int number() {
      return workload * PODS + index;
    }

    String namespace() {
      return "team-%02d".formatted(workload / 5);
    }

    String app() {
      return "service-%03d".formatted(workload);
    }

    String replicaSet() {
      return app() + "-%08x".formatted(0x66d68cbdL + workload);
    }

    String name() {
      return replicaSet() + "-%05x".formatted(index * 7919 + workload);
    }

    String node() {
      return "node-%02d".formatted(number() % NODES);
    }

    String address() {
      return "10.%d.%d.%d".formatted(2, number() % NODES, 10 + number() / NODES);
    }

    String service() {
      return "10.96.1.%d".formatted(10 + workload);
    }
  }

  private GenerateTrace(long seed) {
    this.random = new SplittableRandom(seed);
  }

  public static void main(String[] args) throws IOException {
    long seed = args.length > 2 ? Long.parseLong(args[2]) : 42;
    new GenerateTrace(seed).write(Path.of(args[0]), Long.parseLong(args[1]) * 1_000_000);
  }

  /** A log of at least {@code size} bytes. */
  static void write(Path file, long size, long seed) throws IOException {
    new GenerateTrace(seed).write(file, size);
  }

  private void write(Path file, long size) throws IOException {
    for (int i = 0; i < WORKLOADS * PODS; i++) {
      pods.add(
          new Pod(
              i / PODS,
              i % PODS,
              "%s-%s-%s-%s-%s".formatted(hex(8), hex(4), hex(4), hex(4), hex(12)),
              hex(64),
              2000 + random.nextInt(60000)));
    }
    observations();
    Path partial = file.resolveSibling(file.getFileName() + ".part");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial), 1 << 20)) {
      long written = head(out);
      byte[] time = "2026-11-20T12:00:00.000000Z".getBytes(StandardCharsets.US_ASCII);
      long micros = 0;
      while (written < size) {
        micros += 1 + random.nextInt(1500);
        byte[][] line = lines.get(random.nextInt(lines.size()));
        stamp(time, micros);
        byte[] sport =
            Integer.toString(32768 + random.nextInt(28000)).getBytes(StandardCharsets.US_ASCII);
        out.write(line[0]);
        out.write(time);
        out.write(line[1]);
        out.write(sport);
        out.write(line[2]);
        written += line[0].length + time.length + line[1].length + sport.length + line[2].length;
      }
      print(
          out,
          "{\"type\":\"end\",\"time\":\"2026-11-21T12:00:00Z\",\"received\":1,\"written\":1,\"lost\":{}}");
    }
    Files.move(partial, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private static void stamp(byte[] time, long micros) {
    long seconds = micros / 1_000_000;
    digits(time, 11, 2, (12 + seconds / 3600) % 24);
    digits(time, 14, 2, seconds / 60 % 60);
    digits(time, 17, 2, seconds % 60);
    digits(time, 20, 6, micros % 1_000_000);
  }

  private static void digits(byte[] text, int from, int count, long value) {
    long rest = value;
    for (int i = from + count - 1; i >= from; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private String hex(int digits) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < digits; i++) {
      hex.append(Character.forDigit(random.nextInt(16), 16));
    }
    return hex.toString();
  }

  private void observations() {
    for (Pod pod : pods) {
      for (int k = 0; k < PEERS; k++) {
        Pod peer =
            pods.get((pod.workload * 7 + k * 13 + 1) % WORKLOADS * PODS + (pod.index + k) % PODS);
        line("connect", pod, "TCP", pod.address(), peer.service(), 80);
        line("accept", peer, "TCP", pod.address(), peer.address(), 8080);
      }
      line("connect", pod, "UDP", pod.address(), "10.96.0.10", 53);
      for (int k = 0; k < OUTSIDE; k++) {
        line(
            "connect",
            pod,
            "TCP",
            pod.address(),
            "93.184.%d.7".formatted((pod.workload + k * 10) % 40),
            443);
      }
    }
  }

  private void line(String type, Pod pod, String protocol, String from, String to, int port) {
    String before = "{\"type\":\"%s\",\"time\":\"".formatted(type);
    String middle =
        ("\",\"node\":\"%s\",\"namespace\":\"%s\",\"pod\":\"%s\",\"podUid\":\"%s\","
                + "\"container\":\"%s\",\"pid\":%d,\"comm\":\"%s\",\"exe\":\"/app/%s\","
                + "\"ip\":4,\"proto\":\"%s\",\"saddr\":\"%s\",\"sport\":")
            .formatted(
                pod.node(),
                pod.namespace(),
                pod.name(),
                pod.uid,
                pod.container,
                pod.pid,
                pod.app(),
                pod.app(),
                protocol,
                from);
    String outcome = protocol.equals("TCP") ? "established" : "attempted";
    String after =
        ",\"daddr\":\"%s\",\"dport\":%d,\"outcome\":\"%s\"}\n".formatted(to, port, outcome);
    lines.add(new byte[][] {bytes(before), bytes(middle), bytes(after)});
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private long print(OutputStream out, String line) throws IOException {
    byte[] bytes = bytes(line + "\n");
    out.write(bytes);
    return bytes.length;
  }

  private long head(OutputStream out) throws IOException {
    long size = 0;
    String time = Instant.ofEpochSecond(START).toString();
    for (int node = 0; node < NODES; node++) {
      size +=
          print(
              out,
              ("{\"type\":\"trace\",\"version\":1,\"node\":\"node-%02d\",\"started\":\"%s\",\"covers\":"
                      + "{\"connect\":[\"TCP\",\"UDP\"],\"accept\":[\"TCP\",\"UDP\"]},\"filters\":{}}")
                  .formatted(node, time));
      size +=
          object(
              out,
              time,
              ("{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"node-%02d\"},\"spec\":"
                      + "{\"podCIDR\":\"10.2.%d.0/24\"},\"status\":{\"addresses\":[{\"type\":"
                      + "\"InternalIP\",\"address\":\"192.168.0.%d\"}]}}")
                  .formatted(node, node, 10 + node));
    }
    size += dns(out, time);
    for (Pod pod : pods) {
      if (pod.workload % 5 == 0 && pod.index == 0) {
        size +=
            object(
                out,
                time,
                ("{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"%s\","
                        + "\"labels\":{\"kubernetes.io/metadata.name\":\"%s\"}}}")
                    .formatted(pod.namespace(), pod.namespace()));
      }
      if (pod.index == 0) {
        size += workload(out, time, pod);
      }
      size += pod(out, time, pod);
    }
    return size;
  }

  private long object(OutputStream out, String time, String json) throws IOException {
    return print(out, "{\"type\":\"object\",\"time\":\"" + time + "\",\"object\":" + json + "}");
  }

  private long dns(OutputStream out, String time) throws IOException {
    return object(
            out,
            time,
            "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"kube-system\","
                + "\"labels\":{\"kubernetes.io/metadata.name\":\"kube-system\"}}}")
        + object(
            out,
            time,
            "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"kube-dns\","
                + "\"namespace\":\"kube-system\",\"labels\":{\"k8s-app\":\"kube-dns\"}},\"spec\":"
                + "{\"clusterIP\":\"10.96.0.10\",\"selector\":{\"k8s-app\":\"kube-dns\"},\"ports\":"
                + "[{\"name\":\"dns\",\"port\":53,\"protocol\":\"UDP\",\"targetPort\":53}]}}")
        + object(
            out,
            time,
            "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"coredns-0\","
                + "\"namespace\":\"kube-system\",\"uid\":\"dns-0\",\"labels\":{\"k8s-app\":"
                + "\"kube-dns\"}},\"spec\":{\"nodeName\":\"node-00\",\"containers\":[{\"name\":"
                + "\"coredns\"}]},\"status\":{\"phase\":\"Running\",\"podIP\":\"10.2.0.5\",\"podIPs\":"
                + "[{\"ip\":\"10.2.0.5\"}]}}");
  }

  private long workload(OutputStream out, String time, Pod pod) throws IOException {
    String selector = "{\"app\":\"%s\"}".formatted(pod.app());
    return object(
            out,
            time,
            ("{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"%s\","
                    + "\"namespace\":\"%s\",\"uid\":\"d-%s\"},\"spec\":{\"replicas\":10,\"selector\":"
                    + "{\"matchLabels\":%s},\"template\":{\"metadata\":{\"labels\":%s},\"spec\":"
                    + "{\"containers\":[{\"name\":\"server\",\"ports\":[{\"containerPort\":8080}]}]}}}}")
                .formatted(pod.app(), pod.namespace(), pod.app(), selector, selector))
        + object(
            out,
            time,
            ("{\"apiVersion\":\"apps/v1\",\"kind\":\"ReplicaSet\",\"metadata\":{\"name\":\"%s\","
                    + "\"namespace\":\"%s\",\"uid\":\"r-%s\",\"ownerReferences\":[{\"apiVersion\":"
                    + "\"apps/v1\",\"kind\":\"Deployment\",\"name\":\"%s\",\"uid\":\"d-%s\","
                    + "\"controller\":true}]},\"spec\":{\"replicas\":10,\"selector\":{\"matchLabels\":%s}}}")
                .formatted(
                    pod.replicaSet(),
                    pod.namespace(),
                    pod.replicaSet(),
                    pod.app(),
                    pod.app(),
                    selector))
        + object(
            out,
            time,
            ("{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"%s\",\"namespace\":"
                    + "\"%s\"},\"spec\":{\"clusterIP\":\"%s\",\"selector\":%s,\"ports\":[{\"port\":80,"
                    + "\"protocol\":\"TCP\",\"targetPort\":8080}]}}")
                .formatted(pod.app(), pod.namespace(), pod.service(), selector));
  }

  private long pod(OutputStream out, String time, Pod pod) throws IOException {
    return object(
        out,
        time,
        ("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"%s\",\"namespace\":\"%s\","
                + "\"uid\":\"%s\",\"labels\":{\"app\":\"%s\",\"pod-template-hash\":\"%s\"},"
                + "\"ownerReferences\":[{\"apiVersion\":\"apps/v1\",\"kind\":\"ReplicaSet\","
                + "\"name\":\"%s\",\"uid\":\"r-%s\",\"controller\":true}]},\"spec\":{\"nodeName\":"
                + "\"%s\",\"containers\":[{\"name\":\"server\",\"ports\":[{\"containerPort\":8080}]}]},"
                + "\"status\":{\"phase\":\"Running\",\"startTime\":\"2026-11-19T12:00:00Z\","
                + "\"podIP\":\"%s\",\"podIPs\":[{\"ip\":\"%s\"}]}}")
            .formatted(
                pod.name(),
                pod.namespace(),
                pod.uid,
                pod.app(),
                pod.replicaSet().substring(pod.app().length() + 1),
                pod.replicaSet(),
                pod.replicaSet(),
                pod.node(),
                pod.address(),
                pod.address()));
  }
}
