// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.flow.Flow;
import dev.netpol.model.Direction;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Workload;
import java.util.List;
import java.util.Map;

/**
 * What a policy is written for.
 *
 * @param workloads one, or several that nothing tells apart; sorted, of one namespace
 * @param flows by direction, what the policy has to admit if it isolates that direction; sorted
 */
record Subject(List<Workload> workloads, LabelSelector selector, Map<Direction, List<Flow>> flows) {

  String namespace() {
    return workloads.get(0).namespace();
  }

  List<Flow> flows(Direction direction) {
    return flows.getOrDefault(direction, List.of());
  }
}
