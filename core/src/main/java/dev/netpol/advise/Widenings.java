// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.model.Diagnostic;
import dev.netpol.model.Direction;
import dev.netpol.model.Workload;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What existing policies do beside the proposed ones. */
final class Widenings {

  private final ClusterSnapshot snapshot;
  private final Map<String, Proposal> proposals = new HashMap<>();

  Widenings(ClusterSnapshot snapshot, Collection<Proposal> proposals) {
    this.snapshot = snapshot;
    proposals.forEach(proposal -> this.proposals.put(proposal.policy().id(), proposal));
  }

  /** Existing policies that admit more for the pods of a proposal. */
  List<Widening> list() {
    List<Widening> widenings = new ArrayList<>();
    for (NetworkPolicy existing : snapshot.policies()) {
      if (proposals.containsKey(existing.id())) {
        continue;
      }
      for (Proposal proposal : proposals.values()) {
        for (Direction direction : proposal.policy().policyTypes()) {
          if (existing.isolates(direction) && !existing.rules(direction).isEmpty()) {
            proposal.subjects().stream()
                .filter(workload -> selects(existing, workload))
                .forEach(workload -> widenings.add(new Widening(workload, direction, existing)));
          }
        }
      }
    }
    return widenings;
  }

  /** Existing policies that applying a proposal replaces. */
  List<Diagnostic> replaced() {
    return snapshot.policies().stream()
        .filter(
            existing ->
                Optional.ofNullable(proposals.get(existing.id()))
                    .filter(proposal -> !isSame(existing, proposal.policy()))
                    .isPresent())
        .map(
            existing ->
                Diagnostic.warning(
                    "replaces-policy",
                    existing.at(),
                    "policy " + existing.id() + " exists; the proposal of that name replaces it",
                    "rename the existing policy if it should stay"))
        .toList();
  }

  private static boolean isSame(NetworkPolicy existing, NetworkPolicy proposed) {
    return existing.podSelector().equals(proposed.podSelector())
        && existing.policyTypes().equals(proposed.policyTypes())
        && admits(existing.ingress()).equals(admits(proposed.ingress()))
        && admits(existing.egress()).equals(admits(proposed.egress()));
  }

  /** The rules without where they stand. */
  private static List<Rule> admits(List<Rule> rules) {
    return rules.stream().map(Rule::unplaced).toList();
  }

  private boolean selects(NetworkPolicy policy, Workload workload) {
    return policy.namespace().equals(workload.namespace())
        && snapshot.workload(workload).filter(known -> selects(policy, known)).isPresent();
  }

  private static boolean selects(NetworkPolicy policy, ClusterWorkload workload) {
    return policy.podSelector().matches(workload.template())
        || workload.pods().stream()
            .filter(ClusterPod::live)
            .anyMatch(pod -> policy.podSelector().matches(pod.pod().labels()));
  }
}
