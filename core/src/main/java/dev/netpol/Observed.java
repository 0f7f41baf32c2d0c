// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol;

import com.google.common.base.Suppliers;
import dev.netpol.advise.Advice;
import dev.netpol.advise.AdviceOptions;
import dev.netpol.advise.PolicyAdvisor;
import dev.netpol.check.TraceCheck;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.flow.Accounting;
import dev.netpol.flow.Coverage;
import dev.netpol.flow.EndpointResolver;
import dev.netpol.flow.FlowTable;
import dev.netpol.flow.ResolvedFlows;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NetworkPolicy;
import java.util.Collection;
import java.util.Objects;
import java.util.function.Supplier;

/** A trace that was read and resolved; advice can be asked of it any number of times. */
public final class Observed {

  private final ClusterSnapshot snapshot;
  private final FlowTable table;
  private final ResolvedFlows flows;
  private final Supplier<ResolvedFlows> withHostPods;

  Observed(ClusterSnapshot snapshot, FlowTable table) {
    this.snapshot = snapshot;
    this.table = table;
    this.flows = new EndpointResolver(snapshot).resolve(table);
    this.withHostPods =
        Suppliers.memoize(() -> new EndpointResolver(snapshot).withHostPods().resolve(table));
  }

  /** The cluster: what was given, and what the trace says besides. */
  public ClusterSnapshot snapshot() {
    return snapshot;
  }

  /** The trace, folded. */
  public FlowTable table() {
    return table;
  }

  /** What talks to what. */
  public ResolvedFlows flows() {
    return flows;
  }

  /** What talks to what, where hostNetwork pods are what these modes take them for. */
  public ResolvedFlows flows(Modes modes) {
    return modes.hostNetwork() == Modes.HostNetwork.POD ? withHostPods.get() : flows;
  }

  /** What the trace could show. */
  public Coverage coverage() {
    return table.coverage();
  }

  /** What became of each record. */
  public Accounting accounting() {
    return table.accounting();
  }

  /**
   * Policies for what was observed. Before they are returned, every observation is replayed against
   * them by the addresses of its packets.
   *
   * @throws UnsoundAdviceException if the policies would cut what they should keep: our bug
   */
  public Advice advise(AdviceOptions options) {
    Objects.requireNonNull(options, "options");
    return new Verification(snapshot, table)
        .verified(PolicyAdvisor.advise(snapshot, flows, table.coverage(), options));
  }

  /**
   * What policies would have done to what was observed.
   *
   * @param policies these and no others: {@link ClusterSnapshot#policies()} for those in force
   * @param modes what to assume where the specification is open
   */
  public TraceCheck check(Collection<NetworkPolicy> policies, Modes modes) {
    return TraceCheck.of(policies, snapshot, table, flows(modes), modes);
  }
}
