// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.SnapshotOptions;
import dev.netpol.cluster.SnapshotReader;
import dev.netpol.model.Labels;
import dev.netpol.model.Pod;
import dev.netpol.policy.World;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** The cluster of a random world, as kubectl would print it. */
final class WorldSnapshot {

  private WorldSnapshot() {}

  /** Each pod a workload of its own. */
  static ClusterSnapshot of(World world) {
    return of(world, 0);
  }

  /**
   * The cluster.
   *
   * @param replicas so many pods, one after the other in the list, are of one StatefulSet if they
   *     are of one namespace; 0: all are bare pods
   */
  static ClusterSnapshot of(World world, int replicas) {
    StringBuilder text = new StringBuilder();
    world
        .namespaces()
        .forEach(
            (name, labels) ->
                text.append("---\napiVersion: v1\nkind: Namespace\nmetadata: {name: \"")
                    .append(name + "\", labels: " + json(labels) + "}\n"));
    world
        .nodes()
        .forEach(
            (name, addresses) ->
                text.append("---\napiVersion: v1\nkind: Node\nmetadata: {name: " + name + "}\n")
                    .append("status: {addresses: [")
                    .append(
                        addresses.stream()
                            .map(ip -> "{type: InternalIP, address: \"" + ip + "\"}")
                            .collect(Collectors.joining(", ")))
                    .append("]}\n"));
    int index = 0;
    for (Pod pod : world.pods()) {
      text.append("---\napiVersion: v1\nkind: Pod\nmetadata: {name: " + pod.name())
          .append(", namespace: \"" + pod.namespace() + "\", labels: " + json(pod.labels()))
          .append(replicas == 0 ? "" : ", ownerReferences: [" + owner(index++ / replicas) + "]")
          .append("}\n")
          .append("spec: {nodeName: \"" + pod.node() + "\", hostNetwork: " + pod.hostNetwork())
          .append(", containers: [{name: c, ports: [")
          .append(
              pod.ports().stream()
                  .map(
                      it ->
                          String.format(
                              "{name: \"%s\", protocol: %s, containerPort: %d}",
                              it.name(), it.protocol(), it.port()))
                  .collect(Collectors.joining(", ")))
          .append("]}]}\nstatus: {phase: Running, podIPs: [")
          .append(
              pod.addresses().stream()
                  .map(ip -> "{ip: \"" + ip + "\"}")
                  .collect(Collectors.joining(", ")))
          .append("]}\n");
    }
    return SnapshotReader.of(SnapshotOptions.DEFAULT)
        .add(
            new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)),
            "world.yaml")
        .snapshot();
  }

  private static String owner(int number) {
    return "{kind: StatefulSet, name: s" + number + ", uid: s" + number + ", controller: true}";
  }

  private static String json(Labels labels) {
    return labels.asMap().entrySet().stream()
        .map(it -> "\"" + it.getKey() + "\": \"" + it.getValue() + "\"")
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
