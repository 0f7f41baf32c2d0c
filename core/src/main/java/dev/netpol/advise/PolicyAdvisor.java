// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.advise.AdviceOptions.Dns;
import dev.netpol.cluster.ClusterDns;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.flow.Coverage;
import dev.netpol.flow.Flow;
import dev.netpol.flow.ResolvedFlows;
import dev.netpol.model.Diagnostic;
import dev.netpol.model.Direction;
import dev.netpol.model.Workload;
import dev.netpol.policy.NetworkPolicy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What should be allowed? */
public final class PolicyAdvisor {

  private final ClusterSnapshot snapshot;
  private final ResolvedFlows flows;
  private final Coverage coverage;
  private final AdviceOptions options;

  private final Scope scope;
  private final Context context;
  private final Isolations isolations;
  private final Subjects subjects;

  private final List<Proposal> proposals = new ArrayList<>();
  private final List<Cut> cuts = new ArrayList<>();
  private final List<NotAdvised> notAdvised = new ArrayList<>();
  private final Findings findings = new Findings();

  private PolicyAdvisor(
      ClusterSnapshot snapshot, ResolvedFlows flows, Coverage coverage, AdviceOptions options) {
    this.snapshot = snapshot;
    this.flows = flows;
    this.coverage = coverage;
    this.options = options;
    this.scope = new Scope(options);
    Selectors selectors = new Selectors(snapshot);
    ClusterDns dns = new ClusterDns(snapshot);
    this.context =
        new Context(
            snapshot,
            options,
            new PeerFinder(selectors),
            dns,
            new PublicPorts(snapshot),
            new NotGoverned(snapshot, coverage.excluded(), options.excludeCidrs()),
            new ExternalBlocks(snapshot));
    this.isolations =
        new Isolations(
            snapshot,
            flows.flows(),
            coverage,
            options,
            options.dns() == Dns.OFF ? Set.of() : dns.workloads());
    this.subjects =
        new Subjects(
            snapshot,
            selectors,
            scope,
            context.notGoverned(),
            flows.flows(),
            options.includeFailed());
  }

  /**
   * Policies that admit every observed flow that a policy can express, and nothing else but what
   * they mark as assumed.
   *
   * @param snapshot what the flows were resolved with
   */
  public static Advice advise(
      ClusterSnapshot snapshot, ResolvedFlows flows, Coverage coverage, AdviceOptions options) {
    Objects.requireNonNull(snapshot, "snapshot");
    Objects.requireNonNull(flows, "flows");
    Objects.requireNonNull(coverage, "coverage");
    Objects.requireNonNull(options, "options");
    return new PolicyAdvisor(snapshot, flows, coverage, options).advise();
  }

  private Advice advise() {
    PolicyNames names =
        new PolicyNames(
            snapshot,
            subjects.list().stream().flatMap(subject -> subject.workloads().stream()).toList());
    subjects.list().forEach(subject -> write(subject, names.of(subject.workloads())));
    notAdvised.addAll(subjects.notAdvised());
    DefaultDeny deny = defaultDeny();
    proposals.addAll(deny.proposals());
    cuts.addAll(deny.cuts());
    findings.addAll(deny.findings());
    Widenings widenings = new Widenings(snapshot, proposals);
    proposals.forEach(findings::of);
    findings.of(coverage);
    findings.addAll(widenings.replaced());
    findings.addAll(scope.findings(snapshot, flows.flows()));
    findings.addAll(flows.findings());
    findings.addAll(dnsFindings());
    return new Advice(
        proposals,
        cuts,
        flows.flows().stream().filter(Flow::failedOnly).filter(scope::holds).toList(),
        notAdvised.stream().flatMap(deny::toldApart).toList(),
        subjects.withoutTraffic(),
        widenings.list(),
        context.notGoverned().ranges(),
        findings.list(),
        flows,
        coverage,
        options);
  }

  private void write(Subject subject, String name) {
    Map<Direction, DirectionRules> rules = new EnumMap<>(Direction.class);
    for (Direction direction : Direction.values()) {
      Isolation isolation = isolations.of(subject.workloads(), direction);
      if (isolation.declared()) {
        rules.put(direction, DirectionRules.of(context, subject, direction, isolation));
      } else if (!isolation.reason().isEmpty()) {
        for (Workload workload : subject.workloads()) {
          notAdvised.add(
              NotAdvised.open(
                  workload, EnumSet.of(direction), isolation.reason(), isolation.remedy()));
        }
      }
    }
    if (!rules.isEmpty()) {
      rules.values().forEach(direction -> cuts.addAll(direction.cuts()));
      proposals.add(
          PolicyWriter.proposal(
              subject.namespace(), name, subject.selector(), subject.workloads(), rules));
    }
  }

  /** It closes no namespace unless that is asked for. */
  private DefaultDeny defaultDeny() {
    Set<String> namespaces = new TreeSet<>();
    if (options.defaultDeny()) {
      proposals.forEach(proposal -> namespaces.add(proposal.policy().namespace()));
      options.namespaces().stream()
          .filter(name -> snapshot.namespaces().containsKey(name))
          .forEach(namespaces::add);
    }
    return new DefaultDeny(context, isolations, subjects, List.copyOf(proposals), namespaces);
  }

  private List<Diagnostic> dnsFindings() {
    boolean missed =
        options.dns() == Dns.AUTO
            && context.dns().servers().isEmpty()
            && proposals.stream()
                .anyMatch(
                    proposal ->
                        !proposal.isDefaultDeny() && proposal.policy().isolates(Direction.EGRESS));
    return missed
        ? List.of(
            Diagnostic.warning(
                "no-cluster-dns",
                NetworkPolicy.GENERATED,
                "the cluster's DNS is not in the snapshot, so policies admit only the queries that"
                    + " were seen",
                "add the Services and pods of kube-system to the snapshot"))
        : List.of();
  }
}
