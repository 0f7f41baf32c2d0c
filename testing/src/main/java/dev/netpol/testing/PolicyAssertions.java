// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.testing;

import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.ReadPolicies;
import java.util.List;

/**
 * Where assertions about NetworkPolicies start; made for a static import beside AssertJ's own.
 *
 * <pre>
 * assertThat(PolicyYaml.read(List.of(Path.of("policies"))))
 *     .on(SnapshotReader.read(List.of(Path.of("cluster.json"))))
 *     .allows("dev/client1-dev", "dev/webserver-dev:80")
 *     .denies("qa/client-qa", "dev/webserver-dev:80");
 * </pre>
 */
public final class PolicyAssertions {

  private PolicyAssertions() {}

  /**
   * About policies as they were read. Fails at once if the API server would refuse one, or if there
   * is none: an empty folder allows everything.
   */
  public static PolicyAssert assertThat(ReadPolicies actual) {
    return PolicyAssert.of(actual);
  }

  /** About these policies, and no others; there may be none. */
  public static PolicyAssert assertThat(List<NetworkPolicy> actual) {
    return new PolicyAssert(actual);
  }
}
