// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

/** Why a rule admits more than what was seen. Without one, a rule admits what was seen only. */
public enum Assumption {
  /** A LoadBalancer or NodePort Service publishes the port, and it was reached from outside. */
  DECLARED_PUBLIC("declared public"),
  /** The cluster's DNS, found in the snapshot. */
  DNS("assumed"),
  /** Asked for: where one node is a peer, every node is. */
  ALL_NODES("widened"),
  /** Asked for: neighbouring addresses outside the cluster became one block. */
  MERGED("widened"),
  /** The range was left out of the capture, or of the advice. */
  NOT_GOVERNED("not governed"),
  /** The trace did not cover the protocol, and isolation would cut it. */
  UNCOVERED_PROTOCOL("assumed");

  private final String label;

  Assumption(String label) {
    this.label = label;
  }

  /** For people: {@code assumed}, {@code not governed}, ... */
  public String label() {
    return label;
  }
}
