// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.advise.Advice;
import dev.netpol.advise.NotAdvised;
import dev.netpol.advise.Proposal;
import dev.netpol.advise.RuleEvidence;
import dev.netpol.flow.Accounting;
import dev.netpol.flow.Flow;
import dev.netpol.model.Diagnostic;
import dev.netpol.model.Direction;
import dev.netpol.model.Workload;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The numbers, and what makes the advice unsafe.
 *
 * @param unsafe first of all: reasons not to apply the policies yet
 * @param records that were read
 * @param connections records that are connections
 * @param workloads that are an end of a flow
 * @param cut flows that worked and that the policies would cut
 * @param failed flows that only failed
 * @param unresolved flows with an end that could not be named
 * @param notAdvised workloads with traffic that stay open in some direction
 * @param withoutTraffic workloads that nothing was seen of, and that get no policy
 * @param unobserved rules that admit what was never seen, by why
 */
public record Glance(
    List<Warning> unsafe,
    long records,
    long connections,
    int flows,
    int workloads,
    int policies,
    int rules,
    int cut,
    int failed,
    int unresolved,
    int notAdvised,
    int withoutTraffic,
    SortedMap<String, Integer> unobserved) {

  public Glance {
    unsafe = List.copyOf(unsafe);
  }

  /**
   * A reason not to trust the advice.
   *
   * @param code a stable name
   * @param text one sentence
   * @param details each a line
   * @param remedy what would help
   */
  public record Warning(String code, String text, List<String> details, String remedy) {}

  static Glance of(Advice advice, Accounting accounting, Collection<Diagnostic> findings) {
    List<Flow> flows = advice.flows().flows();
    SortedMap<String, Integer> unobserved = new TreeMap<>();
    int rules = 0;
    for (Proposal proposal : advice.proposals()) {
      for (Direction direction : Direction.values()) {
        for (RuleEvidence rule : proposal.evidence(direction)) {
          rules++;
          rule.assumption().ifPresent(why -> unobserved.merge(why.label(), 1, Integer::sum));
        }
      }
    }
    return new Glance(
        new Warnings(advice, accounting, findings).all(),
        accounting.records(),
        accounting.connections(),
        flows.size(),
        (int)
            flows.stream()
                .flatMap(flow -> Stream.of(flow.connection().from(), flow.connection().to()))
                .filter(Workload.class::isInstance)
                .distinct()
                .count(),
        advice.proposals().size(),
        rules,
        advice.flowsCut(),
        advice.failed().size(),
        advice.unresolved().size(),
        (int) advice.leftOpen().stream().map(NotAdvised::workload).distinct().count(),
        advice.withoutTraffic().size(),
        unobserved);
  }
}
