// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance.lab;

import dev.netpol.acceptance.Sample;
import dev.netpol.acceptance.lab.Snapshot.Pod;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/** Clients in other namespaces, node addresses, and pods that nobody governs. */
class ThreeTierLabTest extends LabStory {
  private static final BiPredicate<Pod, String> SERVERS =
      (pod, way) -> pod.name().equals("webserver-dev") || pod.name().equals("dbserver-dev");

  ThreeTierLabTest() {
    super(
        new Plan(
            Sample.THREE_TIER,
            "networktrace.log",
            "dev,qa,jtac",
            "aggregate",
            Map.of("10.169.25.5", 3128),
            Set.of(),
            Set.of(),
            List.of(
                new Advice(List.of("--workloads", "webserver-dev,dbserver-dev"), SERVERS),
                new Advice(List.of("--default-deny"), (pod, way) -> true))));
  }
}
