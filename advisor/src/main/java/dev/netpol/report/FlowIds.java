// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.flow.Flow;
import dev.netpol.model.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for flows, from 1, in their order. */
final class FlowIds {
  private final Map<Connection, Integer> ids = new HashMap<>();
  private final List<ReportFlow> flows = new ArrayList<>();

  FlowIds(List<Flow> all) {
    for (Flow flow : all.stream().sorted().toList()) {
      int id = flows.size() + 1;
      ids.put(flow.connection(), id);
      flows.add(ReportFlow.of(id, flow));
    }
  }

  int of(Flow flow) {
    return ids.getOrDefault(flow.connection(), 0);
  }

  List<Integer> of(Collection<Flow> some) {
    return some.stream().map(this::of).sorted().toList();
  }

  List<ReportFlow> flows() {
    return flows;
  }
}
