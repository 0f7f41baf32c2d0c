// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.check.CheckedFlow.Answer;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.flow.Coverage;
import dev.netpol.flow.Flow;
import dev.netpol.flow.FlowTable;
import dev.netpol.flow.ResolvedFlows;
import dev.netpol.model.Endpoint;
import dev.netpol.model.Workload;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NetworkPolicy;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What policies would have done to everything that a trace shows. Each observation is judged by
 * {@link Replay}, by the addresses of its packets; what the trace was resolved to only groups them,
 * so that the flows are those of every other report.
 *
 * <p>Against an earlier advice, the same answers tell what has changed: what is denied or open is
 * new, what is covered was known, and rules that are not used stand for what was no longer seen.
 *
 * @param flows all of them, the worst first. Those that only failed when the trace was taken come
 *     last, apart from the others even where they are of one connection
 * @param rules every rule of every policy, sorted
 * @param unprotected sorted; without hostNetwork pods, which policies do not isolate
 * @param modes the assumptions under which this holds
 */
public record TraceCheck(
    List<CheckedFlow> flows, List<RuleUse> rules, List<Unprotected> unprotected, Modes modes) {

  public TraceCheck {
    flows = flows.stream().sorted().toList();
    rules = rules.stream().sorted().toList();
    unprotected = unprotected.stream().sorted().toList();
    Objects.requireNonNull(modes, "modes");
  }

  /**
   * Checks a trace.
   *
   * @param policies these and no others; those of the snapshot do not count by themselves
   * @param table the trace
   * @param resolved the same trace, its ends named
   */
  public static TraceCheck of(
      Collection<NetworkPolicy> policies,
      ClusterSnapshot snapshot,
      FlowTable table,
      ResolvedFlows resolved,
      Modes modes) {
    Objects.requireNonNull(table, "table");
    Replay given = Replay.of(policies, snapshot, modes);
    UntoldLabels untold = new UntoldLabels(snapshot, given.policies());
    Replay replay = given.doubting(untold);
    FlowJudge judge = new FlowJudge(replay, snapshot, table.tuples(), resolved.flows());
    RuleParts parts = RuleParts.of(policies, snapshot, modes);
    List<FlowJudge.Ruling> rulings =
        resolved.flows().parallelStream()
            .flatMap(flow -> Outcomes.apart(flow, table.tuples()).stream())
            .map(flow -> judge.judge(flow, parts))
            .toList();
    Coverage coverage = table.coverage();
    return new TraceCheck(
        rulings.stream().map(FlowJudge.Ruling::flow).toList(),
        new RuleUses(replay.policies(), snapshot, coverage, untold).of(rulings),
        Protection.missing(replay.policies(), snapshot, untold),
        modes);
  }

  /**
   * The part of it that is about these namespaces: flows with an end there, rules of policies
   * there, workloads there.
   *
   * @param namespaces none: all
   */
  public TraceCheck within(Set<String> namespaces) {
    return namespaces.isEmpty()
        ? this
        : new TraceCheck(
            flows.stream().filter(it -> touches(it.flow(), namespaces)).toList(),
            rules.stream()
                .filter(it -> namespaces.contains(it.rule().policy().namespace()))
                .toList(),
            unprotected.stream()
                .filter(it -> namespaces.contains(it.workload().namespace()))
                .toList(),
            modes);
  }

  private static boolean touches(Flow flow, Set<String> namespaces) {
    return isIn(flow.connection().from(), namespaces) || isIn(flow.connection().to(), namespaces);
  }

  private static boolean isIn(Endpoint end, Set<String> namespaces) {
    return end instanceof Workload workload && namespaces.contains(workload.namespace());
  }

  /** Flows that worked and that the policies would cut, at least in part. */
  public List<CheckedFlow> denied() {
    return worked(it -> it.answer() == Answer.DENIED);
  }

  /** Flows that worked and cannot be judged. */
  public List<CheckedFlow> undecided() {
    return worked(it -> it.answer() == Answer.UNDECIDED);
  }

  /** Flows that worked and would go on working. */
  public List<CheckedFlow> allowed() {
    return worked(it -> it.answer() == Answer.COVERED || it.answer() == Answer.OPEN);
  }

  private List<CheckedFlow> worked(Predicate<CheckedFlow> which) {
    return flows.stream().filter(it -> !it.failed()).filter(which).toList();
  }

  /** What only failed when the trace was taken; the policies may or may not be the reason. */
  public List<CheckedFlow> failed() {
    return flows.stream().filter(CheckedFlow::failed).toList();
  }

  /** Rules that admit nothing of the trace. */
  public List<RuleUse> unused() {
    return rules.stream().filter(it -> !it.used()).toList();
  }
}
