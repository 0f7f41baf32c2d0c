// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.flow.Coverage;
import dev.netpol.flow.Flow;
import dev.netpol.flow.ResolvedFlows;
import dev.netpol.model.Cidr;
import dev.netpol.model.Diagnostic;
import dev.netpol.model.Unresolved;
import dev.netpol.model.Workload;
import dev.netpol.policy.NetworkPolicy;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Policies for what was observed, and everything that a person should know before applying them.
 * All lists are sorted.
 *
 * @param proposals the policies, by namespace and name
 * @param wouldBeCut connections that worked and that no policy can express, by the end that cuts
 *     them
 * @param failed flows that only failed, for review; allowed only if the options say so
 * @param notAdvised workloads with traffic that no policy is written for in some direction: there
 *     they stay open, unless a default-deny policy closes them
 * @param withoutTraffic workloads in scope that nothing was seen of
 * @param widenedBy existing policies that admit more for the pods of a proposal
 * @param notGoverned ranges that stay open in every policy
 * @param findings what else deserves a look
 * @param flows everything that the advice rests on
 * @param coverage what the trace could show
 * @param options the choices it was made with
 */
public record Advice(
    List<Proposal> proposals,
    List<Cut> wouldBeCut,
    List<Flow> failed,
    List<NotAdvised> notAdvised,
    List<Workload> withoutTraffic,
    List<Widening> widenedBy,
    List<Cidr> notGoverned,
    List<Diagnostic> findings,
    ResolvedFlows flows,
    Coverage coverage,
    AdviceOptions options) {

  public Advice {
    proposals = proposals.stream().sorted().toList();
    wouldBeCut = wouldBeCut.stream().sorted().toList();
    failed = failed.stream().sorted().toList();
    notAdvised = notAdvised.stream().sorted().toList();
    withoutTraffic = withoutTraffic.stream().sorted().toList();
    widenedBy = widenedBy.stream().sorted().toList();
    notGoverned = notGoverned.stream().sorted().toList();
    findings = findings.stream().sorted().distinct().toList();
    Objects.requireNonNull(flows, "flows");
    Objects.requireNonNull(coverage, "coverage");
    Objects.requireNonNull(options, "options");
  }

  /** The same, with more that the policies would cut. */
  public Advice alsoCutting(Collection<Cut> more) {
    return new Advice(
        proposals,
        Stream.concat(wouldBeCut.stream(), more.stream()).distinct().toList(),
        failed,
        notAdvised,
        withoutTraffic,
        widenedBy,
        notGoverned,
        findings,
        flows,
        coverage,
        options);
  }

  /** The policies alone. */
  public List<NetworkPolicy> policies() {
    return proposals.stream().map(Proposal::policy).toList();
  }

  /** What of {@link #notAdvised} stays open. */
  public List<NotAdvised> leftOpen() {
    return notAdvised.stream().filter(one -> !one.closed()).toList();
  }

  /** What of {@link #notAdvised} a default-deny policy closes. */
  public List<NotAdvised> closedByDefault() {
    return notAdvised.stream().filter(NotAdvised::closed).toList();
  }

  /** How many flows would be cut; one that both ends cut is listed twice. */
  public int flowsCut() {
    return (int) wouldBeCut.stream().map(Cut::flow).map(Flow::connection).distinct().count();
  }

  /** Flows with an end that could not be named; never part of a rule by their address. */
  public List<Flow> unresolved() {
    return flows.flows().stream()
        .filter(
            flow ->
                flow.connection().from() instanceof Unresolved
                    || flow.connection().to() instanceof Unresolved)
        .toList();
  }

  /** Whether the source of the trace lost events or broke off. */
  public boolean incomplete() {
    return !coverage.losses().isEmpty() || !coverage.truncated().isEmpty();
  }
}
