// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Writes a cluster as {@code kubectl get ... -A -o json} prints it: indented by four, keys sorted,
 * about 13.5 kB a pod, most of which nobody here needs. The same seed gives the same bytes.
 *
 * <p>Arguments: file, pods, seed.
 */
public final class ClusterGenerator {
  private static final String SAFE = "bcdfghjklmnpqrstvwxz2456789";
  private static final int PODS_PER_NODE = 100;
  private static final int REPLICAS = 10;

  private final PrintWriter out;
  private final SplittableRandom random;
  private boolean first = true;
  private boolean afterKey;
  private int depth;

  private ClusterGenerator(PrintWriter out, long seed) {
    this.out = out;
    this.random = new SplittableRandom(seed);
  }

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    int pods = Integer.parseInt(args[1]);
    long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(part, StandardCharsets.UTF_8))) {
      new ClusterGenerator(out, seed).write(pods);
    }
    Files.move(part, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private void write(int pods) {
    open("{");
    field("apiVersion", "v1");
    key("items");
    open("[");
    int workloads = Math.max(1, pods / REPLICAS);
    for (int w = 0; w < workloads; w++) {
      String namespace = "team-" + w % 50;
      String name = "service-" + w;
      String hash = word(10);
      deployment(namespace, name);
      service(namespace, name, w);
      for (int i = 0; i < REPLICAS; i++) {
        pod(namespace, name, hash, w * REPLICAS + i);
      }
    }
    for (int n = 0; n * PODS_PER_NODE < pods; n++) {
      node(n);
    }
    close("]");
    field("kind", "List");
    close("}");
    out.println();
  }

  private void pod(String namespace, String name, String hash, int index) {
    String node = "node-" + index / PODS_PER_NODE;
    String address = address(10 << 24 | 1 << 23, (index / PODS_PER_NODE << 8) + 2 + index % 100);
    open("{");
    field("apiVersion", "v1");
    field("kind", "Pod");
    key("metadata");
    open("{");
    key("annotations");
    open("{");
    field("checksum/config", hex(64));
    field("prometheus.io/scrape", "true");
    close("}");
    field("creationTimestamp", "2026-11-20T10:00:00Z");
    field("generateName", name + "-" + hash + "-");
    labels(name, hash);
    field("name", name + "-" + hash + "-" + word(5));
    field("namespace", namespace);
    owner(name + "-" + hash);
    field("resourceVersion", Integer.toString(random.nextInt(1 << 30)));
    field("uid", hex(8) + "-" + hex(4) + "-" + hex(4) + "-" + hex(4) + "-" + hex(12));
    close("}");
    key("spec");
    open("{");
    key("containers");
    open("[");
    container(name);
    container("exporter");
    close("]");
    field("dnsPolicy", "ClusterFirst");
    field("nodeName", node);
    field("restartPolicy", "Always");
    volumes();
    close("}");
    status(address, node);
    close("}");
  }

  private void labels(String name, String hash) {
    key("labels");
    open("{");
    field("app.kubernetes.io/instance", name);
    field("app.kubernetes.io/name", name);
    field("app.kubernetes.io/version", "1.2.3");
    if (!hash.isEmpty()) {
      field("pod-template-hash", hash);
    }
    close("}");
  }

  private void owner(String replicaSet) {
    key("ownerReferences");
    open("[");
    open("{");
    field("apiVersion", "apps/v1");
    raw("blockOwnerDeletion", "true");
    raw("controller", "true");
    field("kind", "ReplicaSet");
    field("name", replicaSet);
    field("uid", hex(32));
    close("}");
    close("]");
  }

  private void container(String name) {
    open("{");
    key("env");
    open("[");
    for (int i = 0; i < 10; i++) {
      open("{");
      field("name", "SETTING_" + i + "_" + name.toUpperCase(java.util.Locale.ROOT));
      field("value", hex(40));
      close("}");
    }
    close("]");
    field("image", "registry.example.com/team/" + name + "@sha256:" + hex(64));
    field("imagePullPolicy", "IfNotPresent");
    field("name", name);
    key("ports");
    open("[");
    open("{");
    raw("containerPort", name.equals("exporter") ? "9090" : "8080");
    field("name", name.equals("exporter") ? "metrics" : "http");
    field("protocol", "TCP");
    close("}");
    close("]");
    key("resources");
    open("{");
    key("limits");
    open("{");
    field("cpu", "500m");
    field("memory", "256Mi");
    close("}");
    close("}");
    key("volumeMounts");
    open("[");
    for (int i = 0; i < 4; i++) {
      open("{");
      field("mountPath", "/var/run/secrets/mount-" + i);
      field("name", "volume-" + i);
      raw("readOnly", "true");
      close("}");
    }
    close("]");
    close("}");
  }

  private void volumes() {
    key("tolerations");
    open("[");
    for (String effect : new String[] {"not-ready", "unreachable"}) {
      open("{");
      field("effect", "NoExecute");
      field("key", "node.kubernetes.io/" + effect);
      field("operator", "Exists");
      raw("tolerationSeconds", "300");
      close("}");
    }
    close("]");
    key("volumes");
    open("[");
    for (int i = 0; i < 4; i++) {
      open("{");
      field("name", "volume-" + i);
      key("secret");
      open("{");
      raw("defaultMode", "420");
      field("secretName", "secret-" + hex(10));
      close("}");
      close("}");
    }
    close("]");
  }

  private void status(String address, String node) {
    key("status");
    open("{");
    key("conditions");
    open("[");
    for (String type : new String[] {"Initialized", "Ready", "ContainersReady", "PodScheduled"}) {
      open("{");
      raw("lastProbeTime", "null");
      field("lastTransitionTime", "2026-11-20T10:00:05Z");
      field("status", "True");
      field("type", type);
      close("}");
    }
    close("]");
    key("containerStatuses");
    open("[");
    for (int i = 0; i < 2; i++) {
      open("{");
      field("containerID", "containerd://" + hex(64));
      field("image", "sha256:" + hex(64));
      field("imageID", "registry.example.com/team/image@sha256:" + hex(64));
      raw("ready", "true");
      raw("restartCount", "0");
      key("state");
      open("{");
      key("running");
      open("{");
      field("startedAt", "2026-11-20T10:00:04Z");
      close("}");
      close("}");
      close("}");
    }
    close("]");
    field("hostIP", address(172 << 24 | 16 << 16, Integer.parseInt(node.substring(5)) + 10));
    field("phase", "Running");
    field("podIP", address);
    key("podIPs");
    open("[");
    open("{");
    field("ip", address);
    close("}");
    close("]");
    field("startTime", "2026-11-20T10:00:00Z");
    close("}");
  }

  private void deployment(String namespace, String name) {
    open("{");
    field("apiVersion", "apps/v1");
    field("kind", "Deployment");
    key("metadata");
    open("{");
    field("name", name);
    field("namespace", namespace);
    close("}");
    key("spec");
    open("{");
    raw("replicas", Integer.toString(REPLICAS));
    key("selector");
    open("{");
    key("matchLabels");
    open("{");
    field("app.kubernetes.io/name", name);
    close("}");
    close("}");
    key("template");
    open("{");
    key("metadata");
    open("{");
    labels(name, "");
    close("}");
    close("}");
    close("}");
    close("}");
  }

  private void service(String namespace, String name, int index) {
    open("{");
    field("apiVersion", "v1");
    field("kind", "Service");
    key("metadata");
    open("{");
    field("name", name);
    field("namespace", namespace);
    close("}");
    key("spec");
    open("{");
    field("clusterIP", address(10 << 24 | 96 << 16, index + 20));
    key("ports");
    open("[");
    open("{");
    raw("port", "80");
    field("targetPort", "http");
    close("}");
    close("]");
    key("selector");
    open("{");
    field("app.kubernetes.io/name", name);
    close("}");
    close("}");
    close("}");
  }

  private void node(int index) {
    open("{");
    field("apiVersion", "v1");
    field("kind", "Node");
    key("metadata");
    open("{");
    field("name", "node-" + index);
    close("}");
    key("spec");
    open("{");
    field("podCIDR", address(10 << 24 | 1 << 23, index << 8) + "/24");
    close("}");
    close("}");
  }

  private static String address(int base, int offset) {
    int bits = base + offset;
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 255)
        + "."
        + (bits >>> 8 & 255)
        + "."
        + (bits & 255);
  }

  private String word(int length) {
    StringBuilder word = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      word.append(SAFE.charAt(random.nextInt(SAFE.length())));
    }
    return word.toString();
  }

  private String hex(int length) {
    StringBuilder text = new StringBuilder(length);
    while (text.length() < length) {
      text.append(String.format("%016x", random.nextLong()));
    }
    return text.substring(0, length);
  }

  private void open(String bracket) {
    if (depth > 0) {
      separate();
    }
    out.print(bracket);
    afterKey = false;
    first = true;
    depth++;
  }

  private void close(String bracket) {
    depth--;
    out.print("\n" + "    ".repeat(depth) + bracket);
    first = false;
    afterKey = false;
  }

  private void separate() {
    if (afterKey) {
      return;
    }
    out.print((first ? "\n" : ",\n") + "    ".repeat(depth));
    first = false;
  }

  private void key(String name) {
    separate();
    out.print("\"" + name + "\": ");
    afterKey = true;
  }

  private void raw(String name, String value) {
    key(name);
    out.print(value);
    afterKey = false;
    first = false;
  }

  private void field(String name, String value) {
    raw(name, "\"" + value + "\"");
  }
}
