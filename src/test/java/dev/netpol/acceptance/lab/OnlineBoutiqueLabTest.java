// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance.lab;

import dev.netpol.acceptance.Sample;
import dev.netpol.acceptance.lab.Snapshot.Pod;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Tag;

/** Services, DNS, shoppers from outside, probes, and a metadata server that is not there. */
@Tag("any-jdk")
class OnlineBoutiqueLabTest extends LabStory {
  private static final BiPredicate<Pod, String> SHOP = (pod, way) -> pod.namespace().equals("demo");

  OnlineBoutiqueLabTest() {
    super(
        new Plan(
            Sample.ONLINE_BOUTIQUE,
            "networktrace-full.log",
            "demo",
            "events",
            Map.of(),
            // Its pods' DNS.
            Set.of(
                "10.244.1.2:53/UDP", "10.244.1.2:53/TCP", "10.244.2.2:53/UDP", "10.244.2.2:53/TCP"),
            // The front end, behind a load balancer.
            Set.of("10.244.1.17:8080/TCP"),
            List.of(new Advice(List.of(), SHOP), new Advice(List.of("--default-deny"), SHOP))));
  }
}
