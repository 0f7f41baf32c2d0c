// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

/** The two independent isolations of a pod (networking.k8s.io/v1 PolicyType). */
public enum Direction {
  INGRESS("Ingress"),
  EGRESS("Egress");

  private final String policyType;

  Direction(String policyType) {
    this.policyType = policyType;
  }

  /** The spelling of the API: {@code Ingress} or {@code Egress}. */
  public String policyType() {
    return policyType;
  }
}
