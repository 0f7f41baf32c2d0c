// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.model.LabelSelector;
import dev.netpol.model.Workload;
import java.util.List;
import java.util.Optional;

/**
 * How a workload is selected.
 *
 * @param workloads those that the selector matches: the workload, and any that nothing tells apart
 *     from it; sorted
 * @param selector matches exactly the pods and templates of {@code workloads} in their namespace;
 *     never empty. Missing when labels cannot do that
 * @param problem why there is no selector, in the words of a report; empty when there is one
 * @param remedy what to do about the problem
 */
record Selection(
    List<Workload> workloads, Optional<LabelSelector> selector, String problem, String remedy) {

  Selection {
    workloads = List.copyOf(workloads);
  }

  static Selection of(List<Workload> workloads, LabelSelector selector) {
    return new Selection(workloads, Optional.of(selector), "", "");
  }

  static Selection none(Workload workload, String problem, String remedy) {
    return new Selection(List.of(workload), Optional.empty(), problem, remedy);
  }
}
