// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.trace.Side;
import java.util.Objects;

/**
 * Turns addresses and names of a trace into ends that a policy can name.
 *
 * <p>Who is behind an end, first that applies: the pod that the event names; what never leaves the
 * machine; the pod that had the address then; the Service; the node; nobody, inside the cluster's
 * ranges; the outside. What an event says of its own side also holds for the other events of that
 * address and time.
 */
public final class EndpointResolver {

  private final ClusterSnapshot snapshot;
  private final boolean hostPods;

  /**
   * A resolver for one trace.
   *
   * @param snapshot what is known of the cluster, the trace's own objects included: see {@link
   *     #enrich}
   */
  public EndpointResolver(ClusterSnapshot snapshot) {
    this(Objects.requireNonNull(snapshot, "snapshot"), false);
  }

  private EndpointResolver(ClusterSnapshot snapshot, boolean hostPods) {
    this.snapshot = snapshot;
    this.hostPods = hostPods;
  }

  /** The same, but a hostNetwork pod that the event names is a pod, and not its node. */
  public EndpointResolver withHostPods() {
    return new EndpointResolver(snapshot, true);
  }

  /**
   * A snapshot with what the trace carries besides: its embedded objects, and the names and labels
   * of other tools' logs. {@code given} wins where they disagree.
   */
  public static ClusterSnapshot enrich(ClusterSnapshot given, FlowTable table) {
    Objects.requireNonNull(given, "given");
    Objects.requireNonNull(table, "table");
    return given.with(TraceFacts.objects(table.objects()), TraceFacts.sightings(table.sightings()));
  }

  /** Names both ends of every observation. */
  public ResolvedFlows resolve(FlowTable table) {
    Objects.requireNonNull(table, "table");
    Coverage coverage = table.coverage();
    return new Resolution(
            snapshot,
            table.tuples(),
            (node, namespace, protocol) ->
                coverage.covers(node, Side.ACCEPT, protocol)
                    && !coverage.leavesOut(node, namespace),
            hostPods)
        .run()
        .with(table.accounting().findings())
        .with(NodeNames.findings(snapshot, table, table.otherNames()));
  }
}
