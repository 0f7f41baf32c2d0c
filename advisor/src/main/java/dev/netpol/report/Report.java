// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.Observed;
import dev.netpol.advise.Advice;
import dev.netpol.model.Diagnostic;
import java.util.Collection;
import java.util.List;

/**
 * All that a reviewer of proposed policies should see, in plain values: every format is made from
 * this one. Texts are as they came, so that each format escapes them for where they go. What is not
 * known is empty. Nothing depends on the order of the input's records, nor on a clock.
 *
 * <p>The names of the components are the fields of {@code --format report-json}, which {@code
 * docs/report-json.md} documents: {@link #VERSION} changes when one of them goes or means something
 * else.
 *
 * @param glance the numbers, and what makes the advice unsafe
 * @param capture what the trace could show
 * @param decisions what needs a person
 * @param workloads everyone in the cluster and in the trace
 * @param flows what talks to what; {@link ReportFlow#id()} is what the other parts refer to
 * @param policies what is proposed, with its evidence
 * @param saturation whether the trace was long enough: when flows were new
 * @param unseen what the trace did not show
 * @param external who talks to addresses outside the cluster
 * @param accounting what became of each record
 * @param made how this was made
 */
public record Report(
    int version,
    Glance glance,
    CaptureFacts capture,
    Decisions decisions,
    List<ReportWorkload> workloads,
    List<ReportFlow> flows,
    List<ReportPolicy> policies,
    Saturation saturation,
    Unseen unseen,
    List<ExternalPeers> external,
    RecordAccounting accounting,
    Made made) {

  /** Of the fields. */
  public static final int VERSION = 1;

  public Report {
    workloads = List.copyOf(workloads);
    flows = List.copyOf(flows);
    policies = List.copyOf(policies);
    external = List.copyOf(external);
  }

  /** The names by which addresses of these flows were looked up, where a log tells. */
  public List<String> names(Collection<Integer> some) {
    return some.stream()
        .filter(id -> id > 0)
        .flatMap(id -> flows.get(id - 1).names().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * Gathers it.
   *
   * @param findings what any step found
   */
  public static Report of(
      Observed observed, Advice advice, Collection<Diagnostic> findings, Made made) {
    FlowIds ids = new FlowIds(advice.flows().flows());
    SeenPods pods = SeenPods.of(observed, advice.flows().flows());
    return new Report(
        VERSION,
        Glance.of(advice, observed.accounting(), findings),
        CaptureFacts.of(advice.coverage(), observed.accounting().events().keySet()),
        Decisions.of(advice, findings, ids),
        ReportWorkload.all(observed.snapshot(), advice, ids, pods),
        ids.flows(),
        new PolicyPages(observed.snapshot(), advice, ids, pods).all(),
        Saturation.of(advice),
        Unseen.of(observed, advice),
        ExternalPeers.all(advice.flows().flows(), ids),
        RecordAccounting.of(observed.accounting(), advice.flows()),
        made);
  }
}
