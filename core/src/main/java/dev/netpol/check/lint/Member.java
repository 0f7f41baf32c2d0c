// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.model.Pod;

/**
 * A pod of a workload; pods of it that differ only in name, node and address are one.
 *
 * @param pod a live one, or what the workload's template would make
 */
record Member(ClusterWorkload workload, Pod pod) {

  /** {@code namespace/name[Kind]} of the workload. */
  @Override
  public String toString() {
    return workload.id().toString();
  }
}
