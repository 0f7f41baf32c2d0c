// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package example;

// begin
import static dev.netpol.testing.PolicyAssertions.assertThat;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.SnapshotReader;
import dev.netpol.policy.PolicyYaml;
import dev.netpol.policy.ReadPolicies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebServerPolicyTest {
  private static final Path LAB = Path.of("samples/three-tier");

  @Test
  void other_tenants_stay_out() throws IOException {
    ClusterSnapshot cluster = SnapshotReader.read(List.of(LAB.resolve("cluster.yaml")));
    ReadPolicies policies = PolicyYaml.read(List.of(LAB.resolve("policies-lab")));

    assertThat(policies)
        .on(cluster)
        .allows("dev/client1-dev", "dev/webserver-dev:80")
        .allows("10.169.25.20", "dev/webserver-dev:80")
        .denies("qa/client-qa", "dev/webserver-dev:80");
  }
}
// end
