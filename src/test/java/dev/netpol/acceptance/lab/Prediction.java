// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance.lab;

import dev.netpol.acceptance.lab.Snapshot.Pod;
import java.util.LinkedHashSet;
import java.util.Set;

/** What {@code check --format json} says would be denied, as calls of the lab. */
final class Prediction {
  private Prediction() {}

  static Set<Call> of(String json, Snapshot cluster, Matrix matrix) {
    Set<String> denied = new LinkedHashSet<>();
    for (Doc flow : Doc.all(json).get(0).at("flows").items()) {
      if (flow.is("answer", "denied")) {
        denied.add(
            key(
                flow.at("from").text(),
                flow.at("to").text(),
                flow.at("port").text(),
                flow.at("protocol").text()));
      }
    }
    Set<Call> calls = new LinkedHashSet<>(matrix.calls());
    calls.removeIf(
        it ->
            !denied.contains(
                key(
                    workload(cluster, it.from()),
                    workload(cluster, it.to()),
                    Integer.toString(it.port()),
                    it.protocol())));
    return calls;
  }

  private static String key(String from, String to, String port, String protocol) {
    return from + " -> " + to + ":" + port + "/" + protocol;
  }

  /** How {@code check} calls who has that address. */
  private static String workload(Snapshot cluster, String address) {
    Pod pod = cluster.podAt(address);
    if (pod == null) {
      return cluster.nodes().stream()
          .filter(it -> it.address().equals(address))
          .map(it -> "node " + it.name() + " " + address)
          .findFirst()
          .orElse(address);
    }
    String hash = pod.labels().get("pod-template-hash");
    return hash == null
        ? pod + "[Pod]"
        : pod.toString().substring(0, pod.toString().indexOf("-" + hash)) + "[Deployment]";
  }
}
