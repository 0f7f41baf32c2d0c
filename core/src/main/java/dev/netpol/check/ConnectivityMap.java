// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.check.Inhabitants.Dweller;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.model.Workload;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.PolicySet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Who may open connections to whom, on which ports, when a snapshot ends: every workload to every
 * workload, and to and from the addresses that no pod has.
 *
 * <ul>
 *   <li>A controller without pods stands for those its template would make; a Job or bare pod that
 *       has ended, and a Service in front of nothing, for nobody.
 *   <li>A workload's edge to itself is between its pods: one always reaches itself, and that is not
 *       an edge.
 *   <li>Addresses are those of the families that the pods have. A pod's own node always reaches it
 *       ({@link Modes.OwnNode}); that is no edge either, unless a hostNetwork pod runs there, which
 *       is its node to the network.
 * </ul>
 *
 * <p>Immutable and safe for threads. Policies are asked once for each pair of classes of pods that
 * they cannot tell apart, not for each pair of pods.
 */
public final class ConnectivityMap {

  private final Map<Workload, Dweller> dwellers = new HashMap<>();
  private final List<Workload> workloads;
  private final Chart chart;
  private final Modes modes;

  private ConnectivityMap(Inhabitants inhabitants, Chart chart, Modes modes) {
    inhabitants.dwellers().forEach(it -> dwellers.put(it.workload(), it));
    this.workloads = inhabitants.dwellers().stream().map(Dweller::workload).toList();
    this.chart = chart;
    this.modes = modes;
  }

  /** The map under these policies, and no others. */
  public static ConnectivityMap of(
      Collection<NetworkPolicy> policies, ClusterSnapshot snapshot, Modes modes) {
    Objects.requireNonNull(snapshot, "snapshot");
    Inhabitants inhabitants = new Inhabitants(snapshot, policies, modes);
    Measure measure = Measure.allowed(nodeless(policies, snapshot, modes));
    return new ConnectivityMap(inhabitants, new Chart(inhabitants, measure, modes), modes);
  }

  /** Compiled without nodes: what a pod may do because of its node is added apart. */
  static PolicySet nodeless(
      Collection<NetworkPolicy> policies, ClusterSnapshot snapshot, Modes modes) {
    return PolicySet.compile(policies, snapshot.namespaces(), Map.of(), modes);
  }

  /** The workloads of the map, sorted. */
  public List<Workload> workloads() {
    return workloads;
  }

  /**
   * What pods of {@code from} may open to pods of {@code to}, a pod to itself left out.
   *
   * @throws IllegalArgumentException if one of them is not of {@link #workloads}
   */
  public Reach between(Workload from, Workload to) {
    return chart.between(dweller(from), dweller(to));
  }

  private Dweller dweller(Workload workload) {
    Dweller dweller = dwellers.get(Objects.requireNonNull(workload, "workload"));
    if (dweller == null) {
      throw new IllegalArgumentException("should be a workload of the map: was " + workload);
    }
    return dweller;
  }

  /**
   * All pairs that may open anything, sorted by {@link Edge#from} and {@link Edge#to}. Of one
   * workload and direction the addresses are disjoint.
   */
  public Stream<Edge> edges() {
    return chart.edges();
  }

  /** The assumptions that the map rests on. */
  public Modes modes() {
    return modes;
  }
}
