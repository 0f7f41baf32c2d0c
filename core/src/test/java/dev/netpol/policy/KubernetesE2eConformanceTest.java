// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.netpol.SharedData;
import dev.netpol.model.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every cell of the truth tables of kubernetes/kubernetes, test/e2e/network/netpol, in the shared
 * folder {@code conformance/kubernetes-e2e-netpol}: one folder a test, one a step.
 */
class KubernetesE2eConformanceTest {

  private static final int STEPS = 9;
  private static final int CELLS = 150;

  @Test
  void every_cell_of_every_table_holds() throws IOException {
    Path root = SharedData.path("conformance/kubernetes-e2e-netpol");
    List<String> wrong = new ArrayList<>();
    int steps = 0;
    int cells = 0;
    for (Path expected : find(root, "expected.json")) {
      steps++;
      Manifests manifests = Manifests.read(expected.resolveSibling("resources.yaml"));
      PolicySet policies = manifests.policies(expected.resolveSibling("policies.yaml"));
      for (JsonNode probe : Manifests.json(expected).path("probes")) {
        cells += cells(root.relativize(expected) + "", manifests, policies, probe, wrong);
      }
    }
    System.out.println("kubernetes-e2e-netpol: " + steps + " steps, " + cells + " cells");
    assertThat(wrong).isEmpty();
    assertThat(steps).isGreaterThanOrEqualTo(STEPS);
    assertThat(cells).isGreaterThanOrEqualTo(CELLS);
  }

  private static int cells(
      String where, Manifests manifests, PolicySet policies, JsonNode probe, List<String> wrong) {
    Protocol protocol = Protocol.valueOf(probe.path("protocol").asText());
    int port = probe.path("port").asInt();
    int cells = 0;
    for (Map.Entry<String, JsonNode> from : probe.path("expected").properties()) {
      for (Map.Entry<String, JsonNode> to : from.getValue().properties()) {
        // A pod and itself: upstream ignores what comes out, as the specification does not say.
        boolean self = to.getValue().isTextual();
        Verdict verdict =
            policies.verdict(
                manifests.party(from.getKey()), manifests.party(to.getKey()), protocol, port);
        boolean naive = manifests.naive(policies, from.getKey(), to.getKey(), protocol, port);
        boolean expected = self || to.getValue().booleanValue();
        if (verdict.allowed() != expected || naive != expected) {
          wrong.add(
              where + " " + from.getKey() + " -> " + to.getKey() + ":" + port + verdict.because());
        }
        cells++;
      }
    }
    return cells;
  }

  static List<Path> find(Path root, String name) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(it -> it.getFileName().toString().equals(name)).sorted().toList();
    }
  }
}
