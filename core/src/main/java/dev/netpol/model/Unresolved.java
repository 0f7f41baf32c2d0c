// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import java.util.Objects;

/**
 * An end that could not be named, with the reason. Never becomes an ipBlock: a pod's address today
 * is another pod's address tomorrow.
 *
 * @param subject the address or name that could not be resolved
 * @param reason one sentence for a person
 */
public record Unresolved(String subject, String reason) implements Endpoint {
  public Unresolved {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(reason, "reason");
  }

  @Override
  public int rank() {
    return 3;
  }

  @Override
  public String sortKey() {
    return subject + " " + reason;
  }

  @Override
  public String toString() {
    return subject + " (" + reason + ")";
  }
}
