// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.netpol.SharedData;
import dev.netpol.model.Protocol;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every flow of ahmetb/kubernetes-network-policy-recipes, in the shared folder {@code
 * conformance/kubernetes-network-policy-recipes}. The manifests decide, also in the three places
 * where the recipes' prose says otherwise (02a, 05, 14).
 */
class RecipesConformanceTest {

  private static final int RECIPES = 15;
  private static final int FLOWS = 58;

  @Test
  void every_flow_of_every_recipe_holds() throws IOException {
    Path root = SharedData.path("conformance/kubernetes-network-policy-recipes");
    List<String> wrong = new ArrayList<>();
    int recipes = 0;
    int flows = 0;
    for (Path expected : KubernetesE2eConformanceTest.find(root, "expected.json")) {
      recipes++;
      Manifests manifests = Manifests.read(expected.resolveSibling("resources.yaml"));
      PolicySet policies = manifests.policies(expected.resolveSibling("policies.yaml"));
      for (JsonNode flow : Manifests.json(expected).path("expected")) {
        flows++;
        String from = flow.path("from").asText();
        String to = flow.path("to").asText();
        Protocol protocol = Protocol.valueOf(flow.path("protocol").asText());
        int port = flow.path("port").asInt();
        Verdict verdict =
            policies.verdict(manifests.party(from), manifests.party(to), protocol, port);
        boolean naive = manifests.naive(policies, from, to, protocol, port);
        boolean allowed = flow.path("allowed").booleanValue();
        if (verdict.allowed() != allowed || naive != allowed) {
          wrong.add(root.relativize(expected) + " " + flow + " " + verdict.because());
        }
      }
    }
    System.out.println("network-policy-recipes: " + recipes + " recipes, " + flows + " flows");
    assertThat(wrong).isEmpty();
    assertThat(recipes).isGreaterThanOrEqualTo(RECIPES);
    assertThat(flows).isGreaterThanOrEqualTo(FLOWS);
  }
}
