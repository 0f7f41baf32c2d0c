// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.model.Diagnostic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All observations of a trace, each in exactly one place: behind flows, or counted as no flow.
 *
 * @param flows sorted by connection
 * @param notFlows observations that no policy is about, by reason
 * @param findings what a person should look at, sorted
 */
public record ResolvedFlows(
    List<Flow> flows, SortedMap<String, NotFlow> notFlows, List<Diagnostic> findings) {

  public static final ResolvedFlows NONE = new ResolvedFlows(List.of(), new TreeMap<>(), List.of());

  public ResolvedFlows {
    flows = List.copyOf(flows);
    notFlows = Collections.unmodifiableSortedMap(new TreeMap<>(notFlows));
    findings = List.copyOf(findings);
  }

  ResolvedFlows with(List<Diagnostic> more) {
    List<Diagnostic> all = new ArrayList<>(findings);
    all.addAll(more);
    return more.isEmpty()
        ? this
        : new ResolvedFlows(flows, notFlows, all.stream().sorted().toList());
  }

  /**
   * Observations that are no flow, for one reason.
   *
   * @param tuples sorted
   * @param tally all of them together
   */
  public record NotFlow(List<Tuple> tuples, Tally tally) {
    public NotFlow {
      tuples = List.copyOf(tuples);
      Objects.requireNonNull(tally, "tally");
    }
  }
}
