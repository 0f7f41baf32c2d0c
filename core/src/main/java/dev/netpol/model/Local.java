// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import java.util.Objects;

/**
 * Traffic that never meets a policy: loopback, unspecified, multicast, a pod to its own address.
 * Counted, never a rule.
 *
 * @param reason why, for example {@code loopback}
 */
public record Local(String reason) implements Endpoint {
  public Local {
    Objects.requireNonNull(reason, "reason");
  }

  @Override
  public int rank() {
    return 3;
  }

  @Override
  public String sortKey() {
    return reason;
  }

  @Override
  public String toString() {
    return reason;
  }
}
