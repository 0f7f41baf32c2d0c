// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.check.Change.Kind;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.PolicySet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What a change of policies changes: connections, not text. Of each pair of workloads, and of each
 * workload and the addresses outside, the exact ports that are gained and lost; policies that mean
 * the same make no difference.
 *
 * @param changes by who to whom, gained before lost
 * @param unjudged what may be gained and lost besides, by pods that the cluster does not have
 */
public record PolicyDiff(List<Change> changes, List<Unjudged> unjudged, Modes modes) {

  public PolicyDiff {
    changes = List.copyOf(changes);
    unjudged = List.copyOf(unjudged);
    Objects.requireNonNull(modes, "modes");
  }

  /** The difference between two sets of policies in one cluster, when its snapshot ends. */
  public static PolicyDiff of(
      Collection<NetworkPolicy> before,
      Collection<NetworkPolicy> after,
      ClusterSnapshot snapshot,
      Modes modes) {
    Objects.requireNonNull(snapshot, "snapshot");
    List<NetworkPolicy> both = new ArrayList<>(before);
    both.addAll(after);
    // Pods that either set tells apart are apart: what some gain, others may lose.
    Inhabitants inhabitants = new Inhabitants(snapshot, both, modes);
    PolicySet old = ConnectivityMap.nodeless(before, snapshot, modes);
    PolicySet young = ConnectivityMap.nodeless(after, snapshot, modes);
    WitnessSearch witnesses =
        new WitnessSearch(
            inhabitants,
            new WitnessSearch.Sides(
                Replay.compile(before, snapshot, modes), Replay.compile(after, snapshot, modes)),
            new WitnessSearch.Sides(old, young));
    List<Change> changes = new ArrayList<>();
    new Chart(inhabitants, Measure.added(old, young), modes)
        .edges()
        .forEach(it -> changes.add(new Change(Kind.GAINED, it, witnesses.find(Kind.GAINED, it))));
    new Chart(inhabitants, Measure.added(young, old), modes)
        .edges()
        .forEach(it -> changes.add(new Change(Kind.LOST, it, witnesses.find(Kind.LOST, it))));
    changes.sort(Comparator.comparing(Change::edge).thenComparing(Change::kind));
    return new PolicyDiff(changes, new UnjudgedSearch(inhabitants).of(old, young), modes);
  }

  /** Whether both sets of policies allow the same to all that are there. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** How much changes between which namespaces, and between them and the outside; sorted. */
  public List<NamespaceChange> namespaces() {
    return NamespaceChange.of(changes);
  }

  /** The changes of one kind, sorted. */
  public List<Change> changes(Kind kind) {
    return changes.stream().filter(it -> it.kind() == kind).toList();
  }
}
