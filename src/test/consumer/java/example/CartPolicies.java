// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package example;

import dev.netpol.Advisor;
import dev.netpol.advise.AdviceOptions;
import dev.netpol.advise.Proposal;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.SnapshotReader;
import dev.netpol.model.Direction;
import dev.netpol.policy.PolicyYaml;
import dev.netpol.trace.TraceReader;
import dev.netpol.trace.TraceSource;
import java.nio.file.Path;
import java.util.List;

/** The library example of the README, which quotes the lines between the marks. */
final class CartPolicies {
  private CartPolicies() {}

  public static void main(String... args) {
    // begin
    Path samples = Path.of("samples/online-boutique");
    ClusterSnapshot cluster = SnapshotReader.read(List.of(samples.resolve("cluster.yaml")));
    AdviceOptions options =
        AdviceOptions.builder()
            .workloads(List.of("cartservice"))
            .dns(AdviceOptions.Dns.OBSERVED)
            .build();
    try (var trace = TraceReader.of(TraceSource.of(samples.resolve("networktrace.log")))) {
      for (Proposal proposal : Advisor.of(cluster).observe(trace).advise(options).proposals()) {
        System.out.print(PolicyYaml.write(List.of(proposal.policy())));
        proposal
            .evidence(Direction.INGRESS)
            .forEach(
                rule -> System.out.println("# ingress: " + rule.connections() + " connections"));
      }
    }
    // end
  }
}
